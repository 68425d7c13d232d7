import fc from 'fast-check';
import { checksums, describeServers, freshSchema, queryText, runSql } from './database-servers';
import { dump, restore } from './engine-harness';
import { generatedTable } from './generated-tables';

/** All of them in one schema: what takes time is making tables. */
const TABLES = Number(process.env.BACKUP_TEST_TABLES ?? 100);
const SEED = Number(process.env.BACKUP_TEST_SEED ?? 20_260_731);

describeServers('generated tables', (server) => {
  test(`${String(TABLES)} tables come back without a difference`, async () => {
    const source = await freshSchema(server, 'bv_generated');
    const tables = Array.from({ length: TABLES }, (_, number) => {
      const [table] = fc.sample(generatedTable(number), { seed: SEED + number, numRuns: 1 });
      return table!;
    });
    const session = [
      `SET SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00'`,
    ];
    await runSql(source, [...session, ...tables.flatMap(({ statements }) => statements)]);
    const target = await freshSchema(server, 'bv_generated_back');
    await restore(target, await dump(source));
    expect(await checksums(target)).toEqual(await checksums(source));
    const show = `SELECT table_name, column_name, column_type, collation_name, column_default, extra FROM information_schema.columns
      WHERE table_schema = DATABASE() AND table_name NOT LIKE 'bkv\\_%' AND table_name NOT LIKE 'backup\\_vault%' ORDER BY 1, 2`;
    expect(await queryText(target, show)).toEqual(await queryText(source, show));
  }, 3_600_000);
});
