import { useIntl } from 'react-intl';
import { useHref } from 'react-router-dom';
import type { RestoreStarted } from '../../../server/src/contracts/restores';
import { openRestoreScreen } from './open-restore-screen';
import { saveRestoreWatch } from './restore-watch';

interface Following {
  undo: boolean;
  safetyBackup: boolean;
}

/** Gives the function that hands a restore that was just started over to its screen. */
export function useFollowRestore(): (started: RestoreStarted['data'], how: Following) => void {
  const { locale } = useIntl();
  const signInPath = useHref('/auth/login');
  return (started, { undo, safetyBackup }) => {
    saveRestoreWatch({
      token: started.statusToken,
      restoreId: started.id,
      undo,
      name: started.backupName,
      components: started.components,
      safetyBackup,
      locale,
      signInPath,
      startedAt: Date.now(),
      seen: {},
    });
    void openRestoreScreen();
  };
}
