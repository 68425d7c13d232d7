import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise, Plus, Trash, Upload } from '@strapi/icons';
import { useIsDesktop } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { Backup } from '../../../server/src/contracts/backups';
import type { CurrentJob } from '../../../server/src/contracts/jobs';
import { useListBackupsQuery, type BackupListQuery } from '../api/backups';
import { useRefresh } from '../backup-page/use-refresh';
import { DismissibleFailure } from '../components/dismissible-failure';
import { EmptyList } from '../components/empty-list';
import { ListBody } from '../components/list-body';
import { useListAddress, type ListAddress } from '../components/use-list-address';
import { useReturnFocus } from '../components/use-return-focus';
import { useText } from '../language/use-text';
import { RestoreDialog } from '../restores/restore-dialog';
import { UploadDialog } from '../uploads/upload-dialog';
import { UploadsPanel } from '../uploads/uploads-panel';
import { useUploads } from '../uploads/use-uploads';
import { BackupCards } from './backup-cards';
import { backupCapabilities } from './backup-capabilities';
import { BackupDetails } from './backup-details';
import { BackupFilters } from './backup-filters';
import { menuTriggerId, type BackupDialog } from './backup-menu';
import { BackupsTable } from './backups-table';
import { BulkDeleteDialog } from './bulk-delete-dialog';
import { DeleteBackupDialog } from './delete-backup-dialog';
import { EditBackupDialog } from './edit-backup-dialog';
import { useBackupActions } from './use-backup-actions';
import { useSelection } from './use-selection';

interface Props {
  job: CurrentJob | null;
  refreshMs: number;
  onCreate: () => void;
}

type OpenDialog =
  { kind: Exclude<BackupDialog, 'details'>; backup: Backup } | { kind: 'bulk' | 'upload' };

/** The list of backups with all that can be done with them. */
export function BackupsTab({ job, refreshMs, onCreate }: Props) {
  const text = useText();
  const address = useListAddress();
  const desktop = useIsDesktop();
  const actions = useBackupActions();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);

  const query = queryOf(address);
  const list = useListBackupsQuery(query);
  useRefresh(list.refetch, refreshMs);
  const backups = (list.data?.data ?? []).map((backup) => withLiveProgress(backup, job));
  const selection = useSelection(
    backups.filter((each) => backupCapabilities(each).deletable).map((each) => each.id),
  );

  const uploads = useUploads(refreshMs);

  const Rows = desktop ? BackupsTable : BackupCards;
  const details = address.get('details');
  const filtered = [query.q, query.type, query.status, query.origin].some((each) => each !== '');

  const opened = dialog === null || !('backup' in dialog) ? details : dialog.backup.id;
  useReturnFocus(opened === '' ? null : menuTriggerId({ id: opened }));

  function openDialog(kind: BackupDialog, backup: Backup): void {
    if (kind === 'details') address.change({ details: backup.id, page: query.page });
    else setDialog({ kind, backup });
  }

  const closeDialog = () => setDialog(null);

  return (
    <Box padding={{ initial: 3, medium: 5 }}>
      <BackupFilters address={address} />
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="flex-end" gap={2} wrap="wrap">
          <Button
            variant="tertiary"
            size="S"
            startIcon={<ArrowClockwise />}
            loading={actions.rescanning}
            onClick={actions.rescan}
            data-testid="backup-rescan"
          >
            {text('backup.action.rescan')}
          </Button>
          <Button
            variant="secondary"
            size="S"
            startIcon={<Upload />}
            onClick={() => setDialog({ kind: 'upload' })}
            data-testid="backup-upload"
          >
            {text('backup.action.upload')}
          </Button>
        </Flex>
        <UploadsPanel uploads={uploads} />
        <DismissibleFailure
          failure={actions.failure}
          job={job}
          onDismiss={actions.dismissFailure}
        />
        <ListBody
          list={list}
          address={address}
          empty={<Empty filtered={filtered} onCreate={onCreate} />}
          above={
            selection.ids.length > 0 && (
              <Flex gap={3} wrap="wrap">
                <Typography aria-live="polite">
                  {text('backup.select.count', { count: selection.ids.length })}
                </Typography>
                <Button
                  variant="danger-light"
                  size="S"
                  startIcon={<Trash />}
                  onClick={() => setDialog({ kind: 'bulk' })}
                  data-testid="backup-bulk-delete"
                >
                  {text('backup.action.delete')}
                </Button>
              </Flex>
            )
          }
        >
          {() => (
            <Rows
              backups={backups}
              selection={selection}
              actions={actions}
              sort={query.sort}
              onSort={(sort) => address.change({ sort })}
              onOpen={openDialog}
            />
          )}
        </ListBody>
      </Flex>

      {details !== '' && (
        <BackupDetails
          key={details}
          id={details}
          refreshMs={refreshMs}
          onClose={() => address.change({ details: null, page: query.page })}
        />
      )}
      {dialog?.kind === 'edit' && <EditBackupDialog backup={dialog.backup} onClose={closeDialog} />}
      {dialog?.kind === 'delete' && (
        <DeleteBackupDialog backup={dialog.backup} onClose={closeDialog} />
      )}
      {dialog?.kind === 'restore' && (
        <RestoreDialog backup={dialog.backup} job={job} onClose={closeDialog} />
      )}
      {dialog?.kind === 'upload' && <UploadDialog onClose={closeDialog} />}
      {dialog?.kind === 'bulk' && (
        <BulkDeleteDialog
          backups={backups.filter((each) => selection.ids.includes(each.id))}
          onClose={(done) => {
            if (done) selection.clear();
            closeDialog();
          }}
        />
      )}
    </Box>
  );
}

/** The job knows better than the row, which is written less often. */
function withLiveProgress(backup: Backup, job: CurrentJob | null): Backup {
  return job?.recordId === backup.id && job.progress !== null
    ? { ...backup, progress: job.progress.percent }
    : backup;
}

function queryOf(address: ListAddress): Required<BackupListQuery> {
  return {
    page: address.page,
    pageSize: address.pageSize,
    sort: address.get('sort') || 'createdAt:desc',
    type: address.get('type'),
    status: address.get('status'),
    origin: address.get('origin'),
    q: address.get('q'),
  };
}

function Empty({ filtered, onCreate }: { filtered: boolean; onCreate: () => void }) {
  const text = useText();
  return (
    <EmptyList
      content={text(filtered ? 'backup.empty.filtered' : 'backup.empty.backups')}
      action={
        filtered ? undefined : (
          <Button variant="secondary" startIcon={<Plus />} onClick={onCreate}>
            {text('backup.empty.create')}
          </Button>
        )
      }
    />
  );
}
