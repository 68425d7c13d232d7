import { generatedTokens } from '../../server/src/database/mysql/generated-names';
import { MysqlEngine } from '../../server/src/database/mysql/mysql-engine';
import type { MysqlSettings } from '../../server/src/database/settings';
import { tell } from '../crash/tell';
import { describeServers, freshSchema, runSql } from '../mysql/database-servers';
import { dump, restore, stageOptions, swapOptions, takeLease } from '../mysql/engine-harness';
import { chainState, tableChain } from '../mysql/table-chain';

const TABLES = 300;
const SWAPS = 20;

describeServers('many swaps in a row', (server) => {
  test(`${SWAPS} times ${TABLES} tables: all of one generation, all keys, nothing left over`, async () => {
    const source = await freshSchema(server, 'bv_many_source');
    await runSql(source, tableChain(TABLES, 2));
    const backup = await dump(source);
    const site = await freshSchema(server, 'bv_many_site');
    await runSql(site, tableChain(TABLES, 1));

    let kept = '';
    for (let swap = 1; swap <= SWAPS; swap += 1) {
      const begun = performance.now();
      kept = swap === 1 ? await restore(site, backup) : await undo(site, kept);
      tell(`${server.flavour}, swap ${swap}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);

      const { generated, ...live } = await chainState(site, TABLES);
      expect(live).toEqual({
        generations: [swap % 2 === 1 ? '2' : '1'],
        tables: TABLES,
        keys: TABLES - 1,
      });
      // What the last swap replaced can still be had; of all earlier ones nothing is there.
      expect([...generatedTokens(generated)]).toEqual([kept]);
      const keptTables = generated.filter((name) => name.startsWith(`bkv_${kept}_o`));
      expect(keptTables).toHaveLength(TABLES);
      expect(generated.filter((name) => !keptTables.includes(name)).sort()).toEqual([
        `bkv_${kept}_done`,
        `bkv_${kept}_state`,
      ]);
    }

    await new MysqlEngine(site).discardKept(kept);
    expect(await chainState(site, TABLES)).toEqual({
      generations: [SWAPS % 2 === 1 ? '2' : '1'],
      tables: TABLES,
      keys: TABLES - 1,
      generated: [],
    });
    await runSql(
      site,
      [source, site].map(({ database }) => `DROP DATABASE ${database}`),
    );
  });
});

/** Swaps the state of the site with the one that was kept. @returns the name of what is kept now */
async function undo(site: MysqlSettings, kept: string): Promise<string> {
  const lease = await takeLease(site);
  const options = stageOptions(lease);
  const engine = new MysqlEngine(site);
  await engine.stageKept(kept, options);
  await engine.swap(swapOptions(options));
  const failures = await engine.rollForward({ token: options.token }, lease);
  if (failures.length > 0) throw new Error(failures.join('\n'));
  await engine.discardStaging(options);
  await engine.discardKept(kept);
  return options.token;
}
