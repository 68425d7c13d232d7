import type { JournalDetail } from '../../server/src/restore/journal';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { JOURNAL_TABLE, LEASES_TABLE } from '../../server/src/database/own-tables';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { backupClient, type BackupClient } from '../support/backup-client';
import { refusalOf } from '../support/refusal';
import { startServer } from '../support/server';
import { createSite, type Site } from '../support/site';

/** Recovery looks once in so long a time: it does not come while the test does. */
const SLOW_LEASE = { heartbeatMs: 60_000, expiryMs: 600_000 };

const DETAIL: JournalDetail = {
  ...{ components: ['database'], stagingFolder: '/nowhere', token: 'abcdefghijkl' },
  ...{ sourceToken: null, undoDatabase: null, skipTables: [], mediaStem: null, mediaSource: null },
  ...{ tables: 0, rows: 0, mediaFiles: 0, mediaBytes: 0, keptTables: [], notes: [] },
  preserved: null,
};

/** What an interrupted job has left is put in order before anything else begins. */
describe('a site that has not come to rest', () => {
  let site: Site;
  let admin: AdminClient;
  let client: BackupClient;

  beforeAll(async () => {
    site = await createSite({ name: 'unsettled', seed: { scale: 0.1 } });
    const server = await startServer(site, {
      env: { BACKUP_CONFIG: JSON.stringify({ lease: SLOW_LEASE }) },
    });
    const token = await (await signIn(server)).createAdminToken(Object.values(PERMISSIONS));
    admin = adminClient(server, token);
    client = backupClient(admin);
    expect((await client.finished((await client.create()).id)).status).toBe('completed');
  });

  const expectNothingBegins = async (): Promise<void> => {
    const before = await site.database.query(`SELECT holder FROM ${LEASES_TABLE}`);
    for (const [method, path, body] of [
      ['POST', '/backup/backups', { type: 'database' }],
      ['PUT', '/backup/settings', { folder: 'elsewhere' }],
    ] as const) {
      const refusal = refusalOf(await admin.request(method, path, { body }));
      expect(refusal).toMatchObject({ status: 409, code: 'JOB_RUNNING' });
      expect(refusal.message).toContain('put in order');
    }
    expect(await site.database.query(`SELECT holder FROM ${LEASES_TABLE}`)).toEqual(before);
    expect(await client.list()).toHaveLength(1);
  };

  test('a lease that has run out is left to recovery', async () => {
    await site.database.run(`UPDATE ${LEASES_TABLE} SET holder = 'gone', expires_at = 0`);
    await expectNothingBegins();
    await site.database.run(`UPDATE ${LEASES_TABLE} SET holder = NULL`);
  });

  test('so is a restore that could not be finished', async () => {
    await site.database.run(
      `INSERT INTO ${JOURNAL_TABLE} (id, restore_id, kind, state, gate, fence, detail, created_at, updated_at)
       VALUES ('left', 'left', 'restore', 'swapped', 'open', 1, ?, 1, 1)`,
      JSON.stringify(DETAIL),
    );
    await expectNothingBegins();
    await site.database.run(`UPDATE ${JOURNAL_TABLE} SET state = 'finished'`);
    expect((await client.finished((await client.create()).id)).status).toBe('completed');
  });
});
