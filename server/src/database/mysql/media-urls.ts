import { formatUrls } from '../format-urls';
import { quoteIdentifier } from '../identifiers';
import type { MysqlSession } from './mysql-session';

const PAGE = 5_000;

/** The addresses of all local media files: originals and their formats, page by page. */
export async function* mediaUrlsOf(session: MysqlSession, table: string): AsyncGenerator<string> {
  let after = '0';
  for (;;) {
    const rows = await session.rows(
      `SELECT id, url, formats, provider FROM ${quoteIdentifier('mysql', table)}
       WHERE id > ${after} ORDER BY id LIMIT ${String(PAGE)}`,
    );
    for (const row of rows) {
      after = row.id ?? after;
      const provider = row.provider ?? null;
      if (provider !== null && provider !== 'local') continue;
      if (row.url !== null && row.url !== undefined) yield row.url;
      yield* formatUrls(row.formats ?? null);
    }
    if (rows.length < PAGE) return;
  }
}
