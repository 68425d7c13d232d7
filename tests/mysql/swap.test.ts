import { MysqlEngine } from '../../server/src/database/mysql/mysql-engine';
import type { MysqlSettings } from '../../server/src/database/settings';
import {
  checksums,
  describeServers,
  freshSchema,
  ordinaryAccount,
  queryText,
  runSql,
  siteDump,
} from './database-servers';
import {
  dump,
  restore,
  stage,
  stageOptions,
  swapOptions,
  takeLease,
  type Dumped,
} from './engine-harness';
import { BESIDE, strapiLike } from './strapi-like';
import { objectTorture } from './type-torture';

const ADMIN = { id: 1, email: 'admin@example.com', name: 'Admin' };

describeServers('a restore over a living site', (server) => {
  let site: MysqlSettings;
  let backup: Dumped;

  /** The site as it was when the backup was made, and as it is now. */
  beforeEach(async () => {
    const source = await freshSchema(server, 'bv_swap_source');
    await runSql(source, strapiLike({ password: 'old', articles: 3 }));
    await runSql(source, objectTorture());
    backup = await dump(source);
    site = await freshSchema(server, 'bv_swap_site');
    await runSql(site, strapiLike({ password: 'new', articles: 5 }));
    await runSql(site, BESIDE);
    await runSql(site, [
      `CREATE TRIGGER live_t BEFORE INSERT ON articles FOR EACH ROW SET NEW.views = 1`,
      `CREATE VIEW live_v AS SELECT id FROM articles`,
    ]);
  });

  const names = async () =>
    (
      await queryText(
        site,
        `SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()`,
      )
    ).map(([name]) => name ?? '');
  const keysOf = async (table: string) =>
    queryText(
      site,
      `SELECT constraint_name, referenced_table_name FROM information_schema.referential_constraints
      WHERE constraint_schema = DATABASE() AND table_name = '${table}' ORDER BY 1`,
    );

  test('replaces what is Strapi’s or in the backup, and keeps the rest', async () => {
    await restore(site, backup, { keep: ADMIN });
    expect(await queryText(site, 'SELECT COUNT(*) FROM articles')).toEqual([['3']]);
    expect(await queryText(site, 'SELECT email, password FROM admin_users')).toEqual([
      ['Admin@example.com', 'new'],
    ]);
    expect(await queryText(site, 'SELECT COUNT(*) FROM strapi_sessions')).toEqual([['0']]);
    expect(await queryText(site, 'SELECT document_id FROM backup_vault_records')).toEqual([
      ['kept'],
    ]);
    expect(await queryText(site, 'SELECT id, article_id FROM shop_orders')).toEqual([['1', '1']]);
    expect(await names()).not.toContain('only_of_strapi');
    expect(await keysOf('backup_vault_records')).toEqual([
      ['backup_vault_records_created_by_id_fk', 'admin_users'],
    ]);
    expect(await keysOf('shop_orders')).toEqual([['shop_orders_fk', 'articles']]);
    expect(await keysOf('articles')).toEqual([['articles_created_by_id_fk', 'admin_users']]);
    // The next insert goes to the new tables, and so do their triggers.
    await runSql(site, [
      `INSERT INTO backup_vault_records (created_by_id) VALUES (1)`,
      `INSERT INTO child VALUES (99, 1, 'x')`,
    ]);
    expect(await queryText(site, 'SELECT COUNT(*) FROM audit_of')).toEqual([['2']]);
  });

  test('undo brings the old state back, exactly', async () => {
    const before = { sums: await checksums(site), text: await siteDump(server, site) };
    const kept = await restore(site, backup);
    const after = { sums: await checksums(site), text: await siteDumpOfSite() };
    const lease = await takeLease(site);
    const options = stageOptions(lease);
    const engine = new MysqlEngine(site);
    await engine.stageKept(kept, options);
    const untouched = await checksums(site);
    expect(untouched).toEqual(after.sums);
    await engine.swap(swapOptions(options, { skipTables: ['shop_orders'] }));
    expect(await engine.rollForward({ token: options.token }, lease)).toEqual([]);
    await engine.discardStaging(options);
    await engine.discardKept(kept);
    // Everybody is signed out; the rest is as it was.
    expect({ ...(await checksums(site)), strapi_sessions: '' }).toEqual({
      ...before.sums,
      strapi_sessions: '',
    });
    await engine.discardKept(options.token);
    await runSql(site, [`INSERT INTO strapi_sessions (id, session_id) VALUES (1, 'signed in')`]);
    expect(await siteDump(server, site)).toBe(before.text);
  });

  const siteDumpOfSite = () => siteDump(server, site);

  test('what was kept can be archived, and let go', async () => {
    const before = await checksums(site);
    const kept = await restore(site, backup);
    expect(await new MysqlEngine(site).size(kept)).toBeGreaterThan(0);
    const archived = await dump(site, { kept });
    const target = await freshSchema(server, 'bv_swap_kept');
    await restore(target, archived);
    const restored = await checksums(target);
    for (const table of ['articles', 'admin_users', 'files'])
      expect(restored[table]).toBe(before[table]);
    await new MysqlEngine(site).discardKept(kept);
    expect((await names()).filter((name) => name.startsWith('bkv_'))).toEqual([]);
    await new MysqlEngine(site).discardKept(kept);
  });

  test('a backup of the restored site has nothing of what is kept', async () => {
    await restore(site, backup);
    const { facts } = await dump(site);
    expect(facts.tables.map(({ name }) => name).filter((name) => name.startsWith('bkv_'))).toEqual(
      [],
    );
    expect(facts.tables.find(({ name }) => name === 'backup_vault_records')).toMatchObject({
      own: true,
      rows: 0,
    });
  });

  test('a stale swap fails whole', async () => {
    const before = await siteDumpOfSite();
    const frozen = stageOptions(await takeLease(site));
    const engine = new MysqlEngine(site);
    await stage(site, backup, frozen);
    const successor = await takeLease(site);
    expect(await engine.swapHappened(frozen.token, successor)).toBeNull();
    await expect(engine.swap(swapOptions(frozen))).rejects.toMatchObject({ code: 'LEASE_LOST' });
    // Frozen after it had looked at the lease: the table of its fence is not there any more.
    await runSql(site, [
      `UPDATE backup_vault_leases SET holder = '${frozen.lease.holder}', fence = ${String(frozen.lease.fence)}`,
    ]);
    await expect(engine.swap(swapOptions(frozen))).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await engine.discardStaging(frozen);
    expect((await names()).filter((name) => name.startsWith('bkv_'))).toEqual([]);
    expect(await siteDumpOfSite()).toBe(before);
  });

  test('a swap that the journal does not know of is found, and finished', async () => {
    const options = stageOptions(await takeLease(site));
    const engine = new MysqlEngine(site);
    await stage(site, backup, options);
    await engine.swap(swapOptions(options, { detail: () => 'what the journal is to say' }));
    const successor = await takeLease(site);
    expect(await engine.swapHappened(options.token, successor)).toEqual({
      detail: 'what the journal is to say',
    });
    for (let time = 0; time < 2; time += 1) {
      expect(await engine.rollForward({ token: options.token }, successor)).toEqual([]);
    }
    expect(await queryText(site, 'SELECT COUNT(*) FROM articles')).toEqual([['3']]);
    expect(await keysOf('articles')).toEqual([['articles_created_by_id_fk', 'admin_users']]);
  });

  test('an archive with other rows than its manifest is refused, and leaves nothing', async () => {
    const before = await siteDumpOfSite();
    const options = stageOptions(await takeLease(site));
    const facts = {
      ...backup.facts,
      tables: backup.facts.tables.map((table) =>
        table.name === 'articles' ? { ...table, rows: 4 } : table,
      ),
    };
    await expect(stage(site, { ...backup, facts }, options)).rejects.toMatchObject({
      code: 'DATABASE_CORRUPT',
    });
    await new MysqlEngine(site).discardStaging(options);
    expect(await siteDumpOfSite()).toBe(before);
  });

  test('an account of its own schema restores what it may make, and says what it may not', async () => {
    const account = await ordinaryAccount(server, site);
    const options = stageOptions(await takeLease(account));
    await expect(stage(account, backup, options)).rejects.toMatchObject({ code: 'PLAN_BLOCKED' });
    await new MysqlEngine(account).discardStaging(options);
    expect((await names()).filter((name) => name.startsWith('bkv_'))).toEqual([]);
    await restore(account, backup, { forbiddenObjects: 'leave-out' });
    expect(await queryText(site, 'SELECT COUNT(*) FROM articles')).toEqual([['3']]);
  });

  test('media are listed as they were in the dump', async () => {
    const engine = new MysqlEngine(site);
    const urls: string[] = [];
    for await (const url of engine.mediaUrls(null)) urls.push(url);
    expect(urls).toEqual(['/uploads/a.jpg', '/uploads/small_a.jpg', '/uploads/c.pdf']);
  });
});
