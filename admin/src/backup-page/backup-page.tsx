import { Page, useAuth } from '@strapi/strapi/admin';
import { useSyncExternalStore } from 'react';
import { PERMISSIONS } from '../../../server/src/contracts/permissions';
import { useText } from '../language/use-text';
import { readRestoreWatch, subscribeToRestoreWatch } from '../restore-screen/restore-watch';
import { BackupOverview } from './backup-overview';

const SUPER_ADMIN = 'strapi-super-admin';

/** The page behind the menu's last entry: for super-admins, as on the server. */
export function BackupPage() {
  const text = useText();
  const roles = useAuth('BackupPage', (state) => state.user?.roles) ?? [];
  const following = useSyncExternalStore(
    subscribeToRestoreWatch,
    () => readRestoreWatch() !== null,
  );

  if (!roles.some((role) => role.code === SUPER_ADMIN)) return <Page.NoPermissions />;
  return (
    <Page.Protect permissions={[{ action: PERMISSIONS.read, subject: null }]}>
      <Page.Title>{text('backup.title')}</Page.Title>
      {/* Behind the screen of a restore nothing may ask the server: the session is ending. */}
      {following ? <Page.Loading /> : <BackupOverview />}
    </Page.Protect>
  );
}
