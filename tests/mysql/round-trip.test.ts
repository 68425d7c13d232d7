import {
  checksums,
  describeServers,
  freshSchema,
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
    await runSql(source, objectTorture(server.flavour));
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

  test('is accepted by the check that needs no server', async () => {
    await check(dumped.entries, dumped.facts.tables);
  });
});
