import { Button, Flex, Loader, Modal, Tabs } from '@strapi/design-system';
import { useBackupLogQuery, useGetBackupQuery } from '../api/backups';
import { readFailure } from '../api/failure';
import { useRefresh } from '../backup-page/use-refresh';
import { DownloadLogButton } from '../components/download-log-button';
import { FailureBox } from '../components/failure-box';
import { LogView } from '../components/log-view';
import { useText } from '../language/use-text';
import { backupCapabilities } from './backup-capabilities';
import { BackupContents } from './backup-contents';
import { BackupFacts } from './backup-facts';

interface Props {
  id: string;
  refreshMs: number;
  onClose: () => void;
}

/** Everything about one backup: facts, what is in it, and the log of its making. */
export function BackupDetails({ id, refreshMs, onClose }: Props) {
  const text = useText();
  const { data: backup, error, refetch } = useGetBackupQuery(id);
  useRefresh(refetch, refreshMs);
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={text('backup.action.close')}>
          <Modal.Title ellipsis>{backup?.name ?? text('backup.action.details')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          {backup === undefined ? (
            error === undefined ? (
              <Flex justifyContent="center" padding={6}>
                <Loader>{text('backup.loading')}</Loader>
              </Flex>
            ) : (
              <FailureBox failure={readFailure(error)} />
            )
          ) : (
            <Tabs.Root variant="simple" defaultValue="facts">
              <Tabs.List aria-label={text('backup.action.details')}>
                <Tabs.Trigger value="facts">{text('backup.details.facts')}</Tabs.Trigger>
                <Tabs.Trigger value="contents" disabled={!backupCapabilities(backup).readable}>
                  {text('backup.details.contents')}
                </Tabs.Trigger>
                <Tabs.Trigger value="log">{text('backup.details.log')}</Tabs.Trigger>
              </Tabs.List>
              <Tabs.Content value="facts" style={{ paddingTop: '2rem' }}>
                <BackupFacts backup={backup} />
              </Tabs.Content>
              <Tabs.Content value="contents" style={{ paddingTop: '2rem' }}>
                <BackupContents backup={backup} />
              </Tabs.Content>
              <Tabs.Content value="log" style={{ paddingTop: '2rem' }}>
                <BackupLog
                  id={id}
                  following={backupCapabilities(backup).cancellable}
                  refreshMs={refreshMs}
                />
              </Tabs.Content>
            </Tabs.Root>
          )}
        </Modal.Body>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">{text('backup.action.close')}</Button>
          </Modal.Close>
          <DownloadLogButton
            path={`/backup/backups/${encodeURIComponent(id)}/log`}
            fileName={`backup-${id}.log`}
          />
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}

function BackupLog({
  id,
  following,
  refreshMs,
}: {
  id: string;
  following: boolean;
  refreshMs: number;
}) {
  const { data, error, refetch } = useBackupLogQuery(id, { refetchOnMountOrArgChange: true });
  useRefresh(refetch, following ? refreshMs : 0);
  return <LogView lines={data} error={error} following={following} />;
}
