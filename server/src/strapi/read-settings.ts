import type { Core } from '@strapi/strapi';
import { settingsSchema, type Settings } from '../contracts/settings';
import { BackupError } from '../errors';

/**
 * The settings, from `config/plugins.ts` (`backup.config`), with defaults for what is not there.
 *
 * @throws BackupError INVALID_INPUT, naming the field: a wrong setting stops the start
 */
export function readSettings(strapi: Core.Strapi): Settings {
  const configured: unknown = strapi.config.get('plugin::backup', {});
  const parsed = settingsSchema.safeParse(configured);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  throw new BackupError(
    'INVALID_INPUT',
    `The setting ${field === '' ? 'of the Backup plugin' : `backup.config.${field}`} in config/plugins is wrong: ${issue?.message ?? 'unknown'}`,
    { field },
  );
}
