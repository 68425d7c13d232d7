import { Button, Flex, Modal, Tabs } from '@strapi/design-system';
import type { Restore } from '../../../server/src/contracts/restores';
import { useRestoreLogQuery } from '../api/restores';
import { useRefresh } from '../backup-page/use-refresh';
import { DownloadLogButton } from '../components/download-log-button';
import { FactList } from '../components/fact-list';
import { FailureBox } from '../components/failure-box';
import { LogView } from '../components/log-view';
import { TimeAgo } from '../components/time-ago';
import { useFormats } from '../language/use-formats';
import { useText } from '../language/use-text';
import { KeptData } from './kept-data';
import { RestoreResultFacts } from './restore-result-facts';
import { RestoreStatusBadge } from './restore-status-badge';

interface Props {
  restore: Restore;
  refreshMs: number;
  onClose: () => void;
}

/** What a restore did, and its log. */
export function RestoreDetails({ restore, refreshMs, onClose }: Props) {
  const text = useText();
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={text('backup.action.close')}>
          <Modal.Title ellipsis>
            {text('backup.restore.details', { name: restore.backupName })}
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Tabs.Root variant="simple" defaultValue="facts">
            <Tabs.List aria-label={text('backup.action.details')}>
              <Tabs.Trigger value="facts">{text('backup.details.facts')}</Tabs.Trigger>
              <Tabs.Trigger value="log">{text('backup.details.log')}</Tabs.Trigger>
            </Tabs.List>
            <Tabs.Content value="facts" style={{ paddingTop: '2rem' }}>
              <Facts restore={restore} />
            </Tabs.Content>
            <Tabs.Content value="log" style={{ paddingTop: '2rem' }}>
              <RestoreLog restore={restore} refreshMs={refreshMs} />
            </Tabs.Content>
          </Tabs.Root>
        </Modal.Body>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">{text('backup.action.close')}</Button>
          </Modal.Close>
          <DownloadLogButton
            path={`/backup/restores/${encodeURIComponent(restore.id)}/log`}
            fileName={`restore-${restore.id}.log`}
          />
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}

function Facts({ restore }: { restore: Restore }) {
  const text = useText();
  const formats = useFormats();
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      {restore.error !== null && (
        <FailureBox failure={{ ...restore.error, status: null, field: null }} />
      )}
      <FactList
        facts={[
          {
            label: text('backup.column.status'),
            value: <RestoreStatusBadge restore={restore} />,
          },
          {
            label: text('backup.restore.components'),
            value: restore.components.map((each) => text(`backup.component.${each}`)).join(', '),
          },
          {
            label: text('backup.column.started'),
            value: <TimeAgo iso={restore.startedAt ?? restore.createdAt} />,
          },
          ...(restore.durationMs === null
            ? []
            : [
                {
                  label: text('backup.column.duration'),
                  value: formats.duration(restore.durationMs),
                },
              ]),
          { label: text('backup.column.actor'), value: restore.actor?.name ?? '–' },
          { label: text('backup.column.kept'), value: <KeptData restore={restore} /> },
        ]}
      />
      {restore.result !== null && <RestoreResultFacts result={restore.result} />}
    </Flex>
  );
}

function RestoreLog({ restore, refreshMs }: Omit<Props, 'onClose'>) {
  const following = restore.status === 'running' || restore.status === 'pending';
  const { data, error, refetch } = useRestoreLogQuery(restore.id, {
    refetchOnMountOrArgChange: true,
  });
  useRefresh(refetch, following ? refreshMs : 0);
  return <LogView lines={data} error={error} following={following} />;
}
