import type { FlatSettings } from '../../../server/src/contracts/setting-paths';

const OF_OWN_CONNECTION: ReadonlySet<string> = new Set(
  ['host', 'port', 'socketPath', 'user', 'password', 'database', 'tls'].map(
    (name) => `database.${name}`,
  ),
);

/**
 * Whether a setting means something beside the others. One that does not is not shown, and what was typed there
 * before is neither checked nor sent.
 *
 * @param draft the settings as they stand in the form, by path
 */
export function isShown(path: string, draft: FlatSettings): boolean {
  if (path.startsWith('mail.smtp.')) return draft['mail.transport'] === 'smtp';
  if (OF_OWN_CONNECTION.has(path)) return draft['database.useStrapiConnection'] === false;
  if (path === 'compressionLevel') return draft.compression !== 'none';
  if (path === 'secondRetention') return draft.secondFolder !== null;
  return true;
}
