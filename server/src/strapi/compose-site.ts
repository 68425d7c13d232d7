import type { Core } from '@strapi/strapi';
import type { DatabaseConnection } from '../database/connection';
import type { DatabaseSettings } from '../database/settings';
import type { OutgoingMail } from '../notices/send-mail';
import type { InstanceGate } from '../restore/gate-keeper';
import type { SettingsStore } from '../settings/settings-store';
import type { Site } from '../site';
import { assembleSite } from './assemble-site';
import { liveContent } from './live-content';
import { refreshStrapi } from './refresh-strapi';

interface EmailService {
  send(mail: OutgoingMail): Promise<unknown>;
}

/**
 * The site of a running Strapi.
 *
 * @param database as Strapi reaches it
 */
export function composeSite(
  strapi: Core.Strapi,
  settingsStore: SettingsStore,
  database: DatabaseSettings,
  connection: DatabaseConnection,
): { site: Site; gate: InstanceGate } {
  return assembleSite({
    app: strapi,
    content: liveContent(strapi),
    settingsStore,
    database,
    connection,
    sendThroughStrapi: (mail) => {
      const email = strapi.plugin('email').service<EmailService>('email');
      return email.send(mail).then(() => undefined);
    },
    acts: {
      emit: (event, payload) => {
        strapi.eventHub.emit(event, payload).catch((error: unknown) => {
          strapi.log.warn(`Backup: a listener of ${event} failed.`, error);
        });
      },
      refresh: () => refreshStrapi(strapi),
      restart: () => {
        strapi.log.info('Backup: restarting after the restore.');
        // `strapi.reload` works under `strapi develop` only; elsewhere a supervisor brings us back.
        if (strapi.config.get('autoReload')) strapi.reload();
        else process.kill(process.pid, 'SIGTERM');
      },
      warn: (text, error) => {
        strapi.log.error(`Backup: ${text}`, error);
      },
    },
  });
}
