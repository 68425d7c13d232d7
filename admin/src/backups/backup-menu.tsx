import { IconButton, Menu } from '@strapi/design-system';
import {
  ArrowsCounterClockwise,
  Cross,
  Download,
  Information,
  More,
  Pencil,
  Pin,
  Shield,
  Trash,
} from '@strapi/icons';
import type { ReactNode } from 'react';
import type { Backup } from '../../../server/src/contracts/backups';
import { useText } from '../language/use-text';
import { backupCapabilities } from './backup-capabilities';
import type { BackupActions } from './use-backup-actions';

export type BackupDialog = 'restore' | 'edit' | 'delete' | 'details';

interface Props {
  backup: Backup;
  actions: BackupActions;
  onOpen: (dialog: BackupDialog, backup: Backup) => void;
}

/** All that can be done with one backup. */
export function BackupMenu({ backup, actions, onOpen }: Props) {
  const text = useText();
  const can = backupCapabilities(backup);
  const open = (dialog: BackupDialog) => () => onOpen(dialog, backup);
  const testId = (action: string) => `backup-action-${action}-${backup.id}`;

  return (
    <Menu.Root>
      <Menu.Trigger
        tag={IconButton}
        icon={<More />}
        endIcon={null}
        variant="ghost"
        label={text('backup.action.menu', { name: backup.name })}
        id={menuTriggerId(backup)}
        data-testid={`backup-menu-${backup.id}`}
      />
      <Menu.Content popoverPlacement="bottom-end" maxHeight="none">
        {can.cancellable && (
          <Item icon={<Cross />} testId={testId('cancel')} onSelect={() => actions.cancel(backup)}>
            {text('backup.action.cancel-job')}
          </Item>
        )}
        <Item
          icon={<ArrowsCounterClockwise />}
          disabled={!can.restorable}
          testId={testId('restore')}
          onSelect={open('restore')}
        >
          {text('backup.action.restore')}
        </Item>
        <Item
          icon={<Download />}
          disabled={!can.readable}
          testId={testId('download')}
          onSelect={() => actions.download(backup)}
        >
          {text('backup.action.download')}
        </Item>
        <Item
          icon={<Shield />}
          disabled={!can.readable}
          testId={testId('verify')}
          onSelect={() => actions.verify(backup)}
        >
          {text('backup.action.verify')}
        </Item>
        <Menu.Separator />
        <Item icon={<Information />} testId={testId('details')} onSelect={open('details')}>
          {text('backup.action.details')}
        </Item>
        <Item icon={<Pencil />} testId={testId('edit')} onSelect={open('edit')}>
          {text('backup.action.edit')}
        </Item>
        <Item icon={<Pin />} testId={testId('pin')} onSelect={() => actions.togglePin(backup)}>
          {text(backup.pinned ? 'backup.action.unpin' : 'backup.action.pin')}
        </Item>
        <Menu.Separator />
        <Item
          icon={<Trash />}
          variant="danger"
          disabled={!can.deletable}
          testId={testId('delete')}
          onSelect={open('delete')}
        >
          {text('backup.action.delete')}
        </Item>
      </Menu.Content>
    </Menu.Root>
  );
}

/** Where the focus goes back to when a dialog that the menu opened is closed. */
export function menuTriggerId(backup: Pick<Backup, 'id'>): string {
  return `backup-menu-${backup.id}`;
}

interface ItemProps {
  icon: ReactNode;
  children: string;
  testId: string;
  onSelect: () => void;
  disabled?: boolean;
  variant?: 'danger' | 'default';
}

function Item({
  icon,
  children,
  testId,
  onSelect,
  disabled = false,
  variant = 'default',
}: ItemProps) {
  return (
    <Menu.Item
      startIcon={icon}
      disabled={disabled}
      variant={variant}
      onSelect={onSelect}
      data-testid={testId}
    >
      {children}
    </Menu.Item>
  );
}
