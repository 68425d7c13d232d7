import type { Core } from '@strapi/strapi';
import { settingsRecords } from '../catalog/stored-settings';
import type { DatabaseConnection } from '../database/connection';
import { layerSettings } from '../settings/layer-settings';
import type { SecretBox } from '../settings/secret-box';
import { flattenSettings } from '../contracts/setting-paths';
import { SettingsStore } from '../settings/settings-store';

/**
 * The settings of `config/plugins.ts` (`backup.config`) alone, before there is a database.
 *
 * @throws BackupError INVALID_INPUT, naming the field: a wrong setting stops the start
 */
export function configuredSettings(strapi: Core.Strapi) {
  return layerSettings(flattenSettings(configuration(strapi)), {});
}

/**
 * These over the stored ones.
 *
 * @throws BackupError INVALID_INPUT
 */
export function openSettings(strapi: Core.Strapi, connection: DatabaseConnection): SettingsStore {
  const warn = (text: string, error: unknown): void => {
    strapi.log.warn(`Backup: ${text}`, error);
  };
  const records = settingsRecords(connection);
  return new SettingsStore(configuration(strapi), records, strapiSecretBox(strapi), warn);
}

function configuration(strapi: Core.Strapi): unknown {
  return strapi.config.get('plugin::backup', {});
}

/** Strapi's own encryption service, which is there as soon as it is asked. */
function strapiSecretBox(strapi: Core.Strapi): SecretBox {
  const service = () =>
    strapi.service('admin::encryption') as {
      encrypt(text: string): string | null;
      decrypt(sealed: string): string | null;
    };
  return {
    get canSeal() {
      const key: unknown = strapi.config.get('admin.secrets.encryptionKey');
      return typeof key === 'string' && key !== '';
    },
    seal: (secret) => service().encrypt(secret),
    open: (sealed) => {
      try {
        return service().decrypt(sealed);
      } catch {
        return null;
      }
    },
  };
}
