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
import { asText, check, dump, restore, type Dumped } from './engine-harness';
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

  test('is accepted by the check that needs no server', async () => {
    await check(dumped.entries, dumped.facts.tables);
  });
});
