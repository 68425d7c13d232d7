import { describeServers, freshSchema, queryText, runSql } from '../mysql/database-servers';
import type { MysqlSettings } from '../../server/src/database/settings';
import { fillLargeTables, LARGE_TABLES, LARGEST_ROW } from './large-tables';
import { openLargeServerSite } from './large-server-site';
import { longJobs } from './long-jobs';
import { MB, printSizes, printSteps } from './print-numbers';
import { watchMemory } from './watch-memory';

const SIZES = (process.env['LARGE_SERVER_GB'] ?? '1,5').split(',').map(Number);
const GB = 1024 * MB;
const WORKER_LIMIT = 200 * MB + 4 * LARGEST_ROW;
const GROWTH_LIMIT = 50 * MB;

describeServers('a site of gigabytes', (server) => {
  test.each(SIZES)(
    'of %d GB is backed up, verified, restored and undone in little memory',
    async (size) => {
      const name = `${server.flavour}, ${size} GB`;
      const database = await freshSchema(server, 'bv_gigabytes');
      await fillLargeTables(database, size * GB);
      const { site, server: strapi, admin, level } = await openLargeServerSite(database);
      const jobs = longJobs(admin);
      const before = await contentOf(database);

      const memory = watchMemory(strapi.pid);
      const made = await jobs.backUp();
      printSteps(`${name}: backup`, made.steps);
      const verified = await jobs.verify(made.backup.id);
      printSteps(`${name}: verification`, verified.steps);
      expect(verified.backup.verification).toBe('verified');

      await change(database);
      const changed = await contentOf(database);
      expect(differences(before, changed)).toEqual(['guide_pages', 'guide_pages_tags_lnk']);

      const restored = await jobs.restore(made.backup.id);
      printSteps(`${name}: restore`, restored.steps);
      expect(restored.status).toMatchObject({ status: 'completed', error: null });
      expect(differences(before, await contentOf(database))).toEqual([]);

      const undone = await jobs.undo(restored.id);
      printSteps(`${name}: undo`, undone.steps);
      expect(undone.status).toMatchObject({ status: 'completed', error: null });
      expect(differences(changed, await contentOf(database))).toEqual([]);

      const use = await memory.stop();
      printSizes(`${name}: archive`, {
        content: made.backup.uncompressedSize ?? 0,
        archive: made.backup.size ?? 0,
      });
      printSizes(`${name}: memory`, {
        worker: use.worker,
        'Strapi warm': level,
        'Strapi at most': use.strapi,
        'Strapi grew': use.strapi - level,
      });
      expect(use.worker).toBeLessThan(WORKER_LIMIT);
      expect(use.strapi - level).toBeLessThan(GROWTH_LIMIT);

      await strapi.stop();
      await site.remove();
      await runSql(database, [`DROP DATABASE ${database.database}`]);
    },
  );
});

/** A checksum over all rows of each table. */
async function contentOf(database: MysqlSettings): Promise<Map<string, string>> {
  const rows = await queryText(database, `CHECKSUM TABLE ${LARGE_TABLES.join(', ')} EXTENDED`);
  return new Map(rows.map(([table, sum]) => [(table ?? '').split('.').at(-1) ?? '', sum ?? '']));
}

function differences(one: Map<string, string>, other: Map<string, string>): string[] {
  return LARGE_TABLES.filter((table) => one.get(table) !== other.get(table));
}

async function change(database: MysqlSettings): Promise<void> {
  await runSql(database, [
    `UPDATE guide_pages SET title = 'Changed after the backup' WHERE id % 1000 = 7`,
    `DELETE FROM guide_pages WHERE id % 997 = 5`,
    `INSERT INTO guide_pages (title) VALUES ('Written after the backup')`,
  ]);
}
