import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { statisticsAnswerSchema } from '../../server/src/contracts/statistics';
import { backupListAnswerSchema } from '../../server/src/contracts/backups';
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
  ])('an index has %s', async (_, sql) => {
    const explain = DATABASE_KIND === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
    const plan = JSON.stringify(await site.database.query(`${explain} ${sql}`));
    expect(plan).toMatch(/backup_vault_records_(?:created|day|status)_idx/);
  });

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
    ...[n.toString(36).padStart(24, 'a'), `Nightly ${String(n)}`, 'full'],
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
