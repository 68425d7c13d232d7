import {
  checksums,
  describeServers,
  freshSchema,
  queryText,
  runSql,
  stockClient,
  siteDump,
  stockDump,
} from './database-servers';
import { MysqlEngine } from '../../server/src/database/mysql/mysql-engine';
import {
  asText,
  check,
  dump,
  restore,
  stage,
  stageOptions,
  swapOptions,
  takeLease,
  type Dumped,
} from './engine-harness';
import { objectTorture, typeTorture } from './type-torture';
import type { MysqlSettings } from '../../server/src/database/settings';

describeServers('every type and object comes back exactly', (server) => {
  let source: MysqlSettings;
  let dumped: Dumped;

  beforeAll(async () => {
    source = await freshSchema(server, 'bv_source');
    await runSql(source, typeTorture(server.flavour));
    await runSql(source, objectTorture());
    dumped = await dump(source);
  });

  test('with the stock client, into an empty schema', async () => {
    const target = await freshSchema(server, 'bv_by_client');
    await stockClient(server, target, asText(dumped));
    expect(await checksums(target)).toEqual(await checksums(source));
    expect(await stockDump(server, target)).toBe(await stockDump(server, source));
  });

  test('with the engine, into an empty schema', async () => {
    const target = await freshSchema(server, 'bv_by_engine');
    const kept = await restore(target, dumped);
    expect(await checksums(target)).toEqual(await checksums(source));
    await new MysqlEngine(target).discardKept(kept);
    expect(await siteDump(server, target)).toBe(await siteDump(server, source));
  });

  const whereVersioned = server.flavour === 'mariadb' ? test : null;
  whereVersioned?.('the past of system-versioned tables', async () => {
    const target = await freshSchema(server, 'bv_past');
    await restore(target, dumped);
    for (const query of [
      'SELECT id, x, row_start, row_end FROM past FOR SYSTEM_TIME ALL ORDER BY 1, 3',
      'SELECT id, x, since, till FROM periods FOR SYSTEM_TIME ALL ORDER BY 1, 3',
    ]) {
      const rows = await queryText(source, query);
      expect(rows.length).toBeGreaterThan(1);
      expect(await queryText(target, query)).toEqual(rows);
    }
  });

  whereVersioned?.('without that past, where it is not wanted', async () => {
    const target = await freshSchema(server, 'bv_present');
    const told: string[] = [];
    const engine = new MysqlEngine(target);
    const lease = await takeLease(target);
    const options = stageOptions(lease, {
      withoutHistory: true,
      log: (level, text) => told.push(`${level} ${text}`),
    });
    await stage(target, dumped, options);
    const { rows } = await engine.swap(swapOptions(options));
    expect(rows).toBe(dumped.facts.tables.reduce((sum, table) => sum + table.rows, 0) - 3);
    expect(await engine.rollForward({ token: options.token }, lease)).toEqual([]);
    await engine.discardStaging({ folder: options.folder, token: options.token });
    expect(told).toEqual([
      expect.stringMatching(/^warn .+ left out: past \(2 rows\), periods \(1 rows\)\.$/),
    ]);
    expect(await queryText(target, 'SELECT id, x FROM past FOR SYSTEM_TIME ALL')).toEqual([
      ['1', '10'],
    ]);
    expect(await queryText(target, 'SELECT id, x FROM periods FOR SYSTEM_TIME ALL')).toEqual([
      ['1', '2'],
    ]);
    await engine.discardKept(options.token);
    // Versioned as before: they go on from here.
    const timeless = async (settings: MysqlSettings) =>
      (await siteDump(server, settings)).replace(/(INTO `periods` .+ VALUES \(1,2,)'[^']+'/, '$1');
    expect(await timeless(target)).toBe(await timeless(source));
    await runSql(target, ['UPDATE past SET x = 11']);
    expect(await queryText(target, 'SELECT x FROM past FOR SYSTEM_TIME ALL')).toHaveLength(2);
  });

  whereVersioned?.('a plan says which past would be left out', async () => {
    const { facts } = dumped;
    const backup = { id: 'a', tables: [], database: { ...facts, objects: [] } } as never;
    const assess = (withoutHistory: boolean) =>
      new MysqlEngine(source).assess(backup, { forbiddenObjects: 'refuse', withoutHistory });
    const history = (checks: { code: string }[]) => checks.filter(({ code }) => code === 'HISTORY');
    expect(history(await assess(false))).toEqual([]);
    expect(history(await assess(true))).toEqual([
      expect.objectContaining({
        level: 'amber',
        message: expect.stringMatching(
          /tables (past, periods|periods, past) is left out/,
        ) as string,
      }),
    ]);
  });

  test('is accepted by the check that needs no server', async () => {
    await check(dumped.entries, dumped.facts.tables);
  });
});
