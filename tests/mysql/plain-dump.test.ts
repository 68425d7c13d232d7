import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { MysqlSettings } from '../../server/src/database/settings';
import { convert } from '../support/convert-upload';
import {
  checksums,
  describeServers,
  freshSchema,
  plainDump,
  queryText,
  runSql,
} from './database-servers';
import { scratchFolder } from './dump-programs';
import { restore, type Dumped } from './engine-harness';
import { strapiLike } from './strapi-like';
import { typeTorture } from './type-torture';

/** As people call it: with nothing, with all columns named, one row at a time, with the database in it. */
const CALLS: readonly (readonly string[])[] = [
  [],
  ['--complete-insert', '--hex-blob'],
  ['--skip-extended-insert', '--skip-add-locks', '--skip-comments'],
  ['--single-transaction', '--routines', '--triggers', '--events', '--databases'],
];

/** Sequences, and definitions with bytes of other character sets, are no texts that could be taken. */
const NOT_IN_A_TEXT = ['DROP TABLE IF EXISTS drawing, beyond, foreign_strings'];

/** FLOAT loses digits in every such dump, system-versioned rows get new times, and nobody stays signed in. */
const OTHERWISE = new Set(['numbers', 'past', 'periods', 'strapi_sessions']);

describeServers('a plain dump that is taken in', (server) => {
  let source: MysqlSettings;

  beforeAll(async () => {
    source = await freshSchema(server, 'bv_plain_source');
    await runSql(source, strapiLike({ password: 'old', articles: 5 }));
    await runSql(source, typeTorture(server.flavour));
    await runSql(source, NOT_IN_A_TEXT);
    if (server.flavour === 'mariadb') await runSql(source, ['DROP SEQUENCE seq_one']);
  });

  test.each(CALLS.map((options) => [options.join(' ') || 'without options', options] as const))(
    'made %s: the same database',
    async (_, options) => {
      const folder = path.join(scratchFolder(), 'plain');
      mkdirSync(folder);
      const dump = await plainDump(server, source, options);
      const { archive, entries } = await convert(folder, gzipSync(dump));
      const site = await freshSchema(server, 'bv_plain_site');
      await restore(site, {
        facts: { tables: archive.manifest.tables } as unknown as Dumped['facts'],
        entries: [...entries]
          .filter(([name]) => name.startsWith('database/'))
          .map(([name, content]) => ({ name, content })),
      });

      const sums = async (settings: MysqlSettings) =>
        Object.fromEntries(
          Object.entries(await checksums(settings)).filter(([name]) => !OTHERWISE.has(name)),
        );
      expect(await sums(site)).toEqual(await sums(source));
      const rows = 'SELECT id, t, m, b, bu, d, g, y, HEX(bits) FROM `numbers` ORDER BY id';
      expect(await queryText(site, rows)).toEqual(await queryText(source, rows));
    },
  );
});
