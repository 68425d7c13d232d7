import { setTimeout as wait } from 'node:timers/promises';
import { MysqlEngine } from '../../server/src/database/mysql/mysql-engine';
import { freshSchema, runSql, SERVERS } from '../mysql/database-servers';
import { dump, stage, stageOptions, swapOptions, takeLease } from '../mysql/engine-harness';
import { controlVariable, serverControl } from '../mysql/server-control';
import { chainState, tableChain } from '../mysql/table-chain';
import { DATABASE_KIND } from '../support/database-kind';
import { runOptions } from './run-options';
import { seededRandom } from './seeded-random';
import { tell } from './tell';

const TABLES = 60;

describe('the database server is killed while tables are swapped', () => {
  const server = SERVERS.find(({ flavour }) => flavour === DATABASE_KIND)!;
  const control = serverControl(server);
  const title = 'all tables are the old ones or all are the new ones, and it can be settled';
  if (control === null) {
    test.skip(`${title} [needs ${controlVariable(server)}]`, () => undefined);
    return;
  }
  const { all, seed } = runOptions();
  const rounds = all ? 40 : 6;

  test(
    title,
    async () => {
      const random = seededRandom(seed);
      const source = await freshSchema(server, 'bv_killed_source');
      await runSql(source, tableChain(TABLES, 2));
      const backup = await dump(source);
      const ends = { old: 0, new: 0 };
      let calmMs = 0;
      let swapping: Promise<void> = Promise.resolve();
      for (let round = 0; round <= rounds; round += 1) {
        const site = await freshSchema(server, 'bv_killed_site');
        await runSql(site, tableChain(TABLES, 1));
        const options = stageOptions(await takeLease(site));
        const engine = new MysqlEngine(site);
        await stage(site, backup, options);

        let begun = 0;
        const renaming = new Promise<void>((resolve) => {
          const report = () => {
            begun = performance.now();
            resolve();
          };
          swapping = engine.swap(swapOptions(options, { report })).then(
            () => undefined,
            () => undefined,
          );
        });
        await renaming;
        // The first one is left in peace, to know how long it takes.
        if (round === 0) {
          await swapping;
          calmMs = performance.now() - begun;
        } else {
          await wait(random.next() * calmMs * 1.2);
          await control.kill();
          await swapping;
          await control.start();
        }

        const successor = await takeLease(site);
        const happened = await engine.swapHappened(options.token, successor);
        if (happened === null) {
          await engine.discardStaging(options);
        } else {
          expect(await engine.rollForward({ token: options.token }, successor)).toEqual([]);
          await engine.discardStaging(options);
          await engine.discardKept(options.token);
        }
        ends[happened === null ? 'old' : 'new'] += 1;
        expect(await chainState(site, TABLES)).toEqual({
          generations: [happened === null ? '1' : '2'],
          tables: TABLES,
          keys: TABLES - 1,
          generated: [],
        });
      }
      tell(`${server.flavour}: ${ends.old} times the old tables, ${ends.new} times the new ones`);
      expect(ends.old + ends.new).toBe(rounds + 1);
    },
    30 * 60_000,
  );
});
