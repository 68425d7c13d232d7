import type { Core } from '@strapi/strapi';
import { indexNotes } from '../catalog/index-notes';
import { PERMISSIONS } from '../contracts/permissions';
import { expireKept } from '../restore/expire-kept';
import { pluginState } from './plugin-state';
import { isServing } from './start-command';
import { startTicking } from './start-ticking';

const EXPIRY_CHECK_MS = 10 * 60_000;
/** How long half an upload, and what became of a whole one, are kept. */
const UPLOADS_KEPT_MS = 24 * 60 * 60_000;

const DISPLAY_NAMES: Record<keyof typeof PERMISSIONS, string> = {
  read: 'See backups',
  create: 'Make backups',
  download: 'Download backups',
  delete: 'Delete backups',
  restore: 'Restore backups',
  schedules: 'Manage schedules',
  settings: 'Manage settings',
};

/** After Strapi has its database and before it listens: permissions, and what runs by itself. */
export async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  const actions = Object.entries(PERMISSIONS).map(([name, uid]) => ({
    section: 'plugins',
    displayName: DISPLAY_NAMES[name as keyof typeof PERMISSIONS],
    uid: uid.replace('plugin::backup.', ''),
    pluginName: 'backup',
  }));
  const provider = strapi.service('admin::permission') as {
    actionProvider: { registerMany(actions: unknown[]): Promise<void> };
  };
  await provider.actionProvider.registerMany(actions);
  if (!isServing(process.argv)) return;

  const state = pluginState();
  state.connection.writeThrough(strapi, () => state.gate.current);
  await indexNotes(state.connection).catch((error: unknown) => {
    strapi.log.warn('Backup: searches take longer, since an index could not be made.', error);
  });
  try {
    state.site.folder();
  } catch (error) {
    // The site itself is fine; every job says what is wrong with the folder.
    strapi.log.error('Backup: backups are not possible.', error);
  }
  // Before the first request: a restore of another instance waits for those it knows of.
  await state.gate.report();
  state.gate.start((error) => {
    strapi.log.warn('Backup: the gate could not be read from the database.', error);
  });
  const tidyUploads = async () => {
    try {
      await state.uploads.files.sweep(UPLOADS_KEPT_MS);
      state.uploads.kick();
    } catch (error) {
      strapi.log.warn('Backup: old uploads could not be cleared.', error);
    }
  };
  void tidyUploads();
  state.expiry = setInterval(() => {
    void tidyUploads();
    expireKept(state.site, state.runner).catch((error: unknown) => {
      strapi.log.warn('Backup: what a restore had replaced could not be cleared.', error);
    });
  }, EXPIRY_CHECK_MS);
  state.expiry.unref();
  startTicking(strapi, state);
  state.site.notifier.start();
}
