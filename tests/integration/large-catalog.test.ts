import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { statisticsAnswerSchema } from '../../server/src/contracts/statistics';
import { backupFilter } from '../../server/src/catalog/list-filter';
import {
  backupListAnswerSchema,
  listBackupsSchema,
  type Backup,
} from '../../server/src/contracts/backups';
import { RECORDS_TABLE } from '../../server/src/database/own-tables';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { DATABASE_KIND } from '../support/database-kind';
import { startServer } from '../support/server';
import { createSite, type Site } from '../support/site';

const RECORDS = 10_000;
const AT_ONCE = 500;
const MINUTE_MS = 60_000;

/** Years of backups; what it costs is measured by `npm run bench:catalog`. */
describe('a catalog with thousands of records', () => {
  let site: Site;
  let admin: AdminClient;

  beforeAll(async () => {
    site = await createSite({ name: 'catalog', seed: { scale: 0.1 } });
    const server = await startServer(site);
    const token = await (await signIn(server)).createAdminToken(Object.values(PERMISSIONS));
    admin = adminClient(server, token);
    await fill();
  });

  test('lists page by page', async () => {
    const { body } = await admin.request('GET', '/backup/backups?page=400&pageSize=25');
    const { data, meta } = backupListAnswerSchema.parse(body);
    expect(meta.pagination).toMatchObject({ total: RECORDS, pageCount: RECORDS / 25 });
    expect(data[24]?.name).toBe(`Nightly ${String(RECORDS - 1)}`);
  });

  test('counts them all', async () => {
    const { body } = await admin.request('GET', '/backup/statistics');
    const { data } = statisticsAnswerSchema.parse(body);
    expect(data.backups).toMatchObject({
      total: RECORDS,
      completed: RECORDS / 2,
      failed: RECORDS / 2,
    });
    expect(data.size.total).toBe(RECORDS * 50);
    const today = data.perDay.at(-1);
    expect(today?.day).toBe(new Date().toISOString().slice(0, 10));
  });

  test.each([
    [
      'the newest page',
      `SELECT * FROM ${RECORDS_TABLE} ORDER BY created_at DESC, id DESC LIMIT 25`,
    ],
    [
      'a series per day',
      `SELECT status, verification, max(created_at), sum(size), sum(duration_ms) FROM ${RECORDS_TABLE} GROUP BY status, verification`,
    ],
    [
      'the newest that is completed',
      `SELECT finished_at FROM ${RECORDS_TABLE} WHERE status = 'completed' ORDER BY created_at DESC LIMIT 1`,
    ],
    ['how many of one status', `SELECT count(*) FROM ${RECORDS_TABLE} WHERE status = 'failed'`],
    ['the last change', `SELECT max(updated_at) FROM ${RECORDS_TABLE}`],
  ])('an index has %s', async (_, sql) => {
    const explain = DATABASE_KIND === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
    const plan = JSON.stringify(await site.database.query(`${explain} ${sql}`));
    // Servers know the last one without a look at a row.
    expect(plan).toMatch(
      /backup_vault_records_(?:created|day|status|updated)_idx|optimized away|fetched before execution/,
    );
  });

  test('indexes have what a search looks through', async () => {
    const { hits } = backupFilter(listBackupsSchema.parse({ q: 'Nightly 4' }));
    const explain = DATABASE_KIND === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
    const plan = JSON.stringify(
      await site.database.query(`${explain} ${hits!.sql}`, ...(hits!.params as string[])),
    );
    expect(plan).toContain('backup_vault_records_search_idx');
    expect(plan).toContain('backup_vault_records_note_idx');
  });

  test('finds by name, by file and by note, page by page, beside the other filters', async () => {
    const noted = idOf(9992);
    await change(noted, 'note', 'before the move');
    await change(noted, 'file_name', 'odd-name.tar');
    for (const q of ['the MOVE', 'odd-name']) {
      expect((await found({ q })).map(({ id }) => id)).toEqual([noted]);
    }
    expect(await found({ q: 'Nightly 9992' })).toHaveLength(1);
    expect(await found({ q: 'Nightly 9992', status: 'failed' })).toEqual([]);
    expect(await found({ q: '%' })).toEqual([]);
    const second = await found({ q: 'nightly 99', page: '2', pageSize: '5' });
    expect(second.map(({ name }) => name)).toEqual(
      [994, 995, 996, 997, 998].map((n) => `Nightly ${String(n)}`),
    );
  });

  test('what has changed is counted, and found, at once', async () => {
    const failed = async (): Promise<number> => {
      const { body } = await admin.request('GET', '/backup/statistics');
      return statisticsAnswerSchema.parse(body).data.backups.failed;
    };
    const id = idOf(9998);
    const before = await failed();
    for (const [status, more] of [
      ['failed', 1],
      ['completed', 0],
      ['failed', 1],
    ] as const) {
      await change(id, 'status', status);
      expect((await failed()) - before).toBe(more);
      expect(await found({ q: 'Nightly 9998', status })).toHaveLength(1);
    }
  });

  const found = async (query: Record<string, string>): Promise<Backup[]> => {
    const text = new URLSearchParams(query).toString();
    const { body } = await admin.request('GET', `/backup/backups?${text}`);
    return backupListAnswerSchema.parse(body).data;
  };

  const change = (id: string, column: string, value: string): Promise<unknown> =>
    site.database.run(
      `UPDATE ${RECORDS_TABLE} SET ${column} = ?, updated_at = ? WHERE document_id = ?`,
      ...[value, new Date(), id],
    );

  async function fill(): Promise<void> {
    for (let first = 0; first < RECORDS; first += AT_ONCE) {
      const rows = Array.from({ length: AT_ONCE }, (_, n) => valuesOf(first + n));
      const row = `(${COLUMNS.map(() => '?').join(', ')})`;
      await site.database.run(
        `INSERT INTO ${RECORDS_TABLE} (${COLUMNS.join(', ')}) VALUES ${rows.map(() => row).join(', ')}`,
        ...rows.flat(),
      );
    }
    // Servers do that by themselves when much has changed, a few seconds later.
    if (DATABASE_KIND !== 'sqlite') await site.database.query(`ANALYZE TABLE ${RECORDS_TABLE}`);
  }
});

const COLUMNS = [
  ...['document_id', 'name', 'type', 'status', 'origin', 'copies', 'warnings', 'size'],
  ...['compression', 'compression_level', 'encrypted', 'exclude_logs', 'pinned', 'verification'],
  ...['progress', 'bytes_done', 'bytes_total', 'created_at', 'duration_ms'],
];

function valuesOf(n: number): (string | number | Date)[] {
  const isGood = n % 2 === 0;
  return [
    ...[idOf(n), `Nightly ${String(n)}`, 'full'],
    ...[
      isGood ? 'completed' : 'failed',
      'schedule',
      '[]',
      '[]',
      isGood ? 100 : 0,
      'gzip',
      6,
      0,
      0,
      0,
    ],
    ...['unverified', 100, 0, 0, new Date(Date.now() - n * MINUTE_MS), 1000],
  ];
}

function idOf(n: number): string {
  return n.toString(36).padStart(24, 'a');
}
