import { Archive } from '@strapi/icons';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { loadMessages } from './language/load-messages';
import { PAGE_PATH, PLUGIN_ID } from './plugin-id';
import { readRestoreWatch } from './restore-screen/restore-watch';

/** The part of Strapi's app object that this plugin uses. */
interface PanelApp {
  addMenuLink: (link: {
    to: string;
    icon: typeof Archive;
    intlLabel: { id: string; defaultMessage: string };
    Component: () => Promise<{ default: React.ComponentType }>;
    permissions: { action: string; subject: null }[];
    position: number;
  }) => void;
  registerPlugin: (plugin: { id: string; name: string }) => void;
}

/** Strapi's own last entry, Settings, is at 9; the plugin comes after it. */
const LAST_IN_MENU = 10;

const plugin = {
  register(app: PanelApp): void {
    app.addMenuLink({
      to: PAGE_PATH,
      icon: Archive,
      intlLabel: { id: 'backup.title', defaultMessage: 'Backup' },
      Component: () =>
        import('./backup-page/backup-page').then((module) => ({ default: module.BackupPage })),
      permissions: [{ action: PERMISSIONS.read, subject: null }],
      position: LAST_IN_MENU,
    });
    app.registerPlugin({ id: PLUGIN_ID, name: 'Backup' });
  },

  /** A reload in the middle of a restore finds its screen again, signed in or not. */
  bootstrap(): void {
    if (readRestoreWatch() === null) return;
    void import('./restore-screen/open-restore-screen').then(({ openRestoreScreen }) =>
      openRestoreScreen(),
    );
  },

  async registerTrads({ locales }: { locales: string[] }) {
    return await Promise.all(
      locales.map(async (locale) => ({ locale, data: (await loadMessages(locale)) ?? {} })),
    );
  },
};

export default plugin;
