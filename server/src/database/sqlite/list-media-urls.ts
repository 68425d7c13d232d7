import { formatUrls } from '../format-urls';
import type { SqliteSettings } from '../settings';
import { openSqlite } from './open-sqlite';
import { hasTable } from './inspect-sqlite';

/**
 * The addresses of all local media files that a database names: originals and their formats.
 *
 * @param file the snapshot, or the live file
 */
export function* listMediaUrls(
  settings: Pick<SqliteSettings, 'driver'>,
  file: string,
): Generator<string> {
  const handle = openSqlite(settings, file, { readonly: true });
  try {
    if (!hasTable(handle, 'files')) return;
    const rows = handle
      .prepare(`SELECT url, formats FROM files WHERE provider = 'local' OR provider IS NULL`)
      .iterate() as IterableIterator<{ url: string | null; formats: string | null }>;
    for (const row of rows) {
      if (row.url !== null) yield row.url;
      yield* formatUrls(row.formats);
    }
  } finally {
    handle.close();
  }
}
