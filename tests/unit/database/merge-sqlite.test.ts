import BetterSqlite3 from 'better-sqlite3';
import * as fc from 'fast-check';
import { createRequire } from 'node:module';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { MergeSummary } from '../../../server/src/contracts/restores';
import { mergeSqlite } from '../../../server/src/database/sqlite/merge-sqlite';
import {
  anyContent,
  createTables,
  fillTables,
  readRows,
  withDrafts,
  type Content,
  type ContentDatabase,
  type Rows,
} from '../../support/merge-content';
import { MODEL } from '../../support/merge-schema';
import { expectMerged } from '../../support/merge-rules';
import { temporaryFolder } from '../../support/temporary-folder';

const SETTINGS = {
  client: 'sqlite' as const,
  filename: '',
  wal: true,
  driver: createRequire(__filename).resolve('better-sqlite3'),
};

const EMPTY: Content = {
  articles: [],
  categories: [],
  tags: [],
  files: [],
  folders: [],
  home: null,
};

const ARTICLE = {
  doc: 1,
  slug: null,
  locale: 'en' as const,
  published: true,
  title: 1,
  category: null,
  tags: [],
  seo: null,
  cover: null,
  gallery: [],
  author: null,
};

describe('a merge on SQLite', () => {
  jest.setTimeout(60_000);
  const folder = temporaryFolder();

  test('whatever site and backup are: all of the site stays, and what it lacks is added', async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, anyContent, async (site, backup) => {
        const { before, there, after, summary } = await merged(site, backup);
        expectMerged({ before, backup: there, after }, summary);
      }),
      { numRuns: 120 },
    );
  });

  test('the same backup again adds nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, anyContent, async (site, backup) => {
        const { here, source, after } = await merged(site, backup);

        const again = await mergeFiles(here, source);

        expect(again.added).toEqual([]);
        expect(await readFile(here)).toEqual(after);
      }),
      { numRuns: 40 },
    );
  });

  test('its own backup changes nothing, and there is no conflict', async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, async (content) => {
        const { before, after, summary } = await merged(content, content);

        expect(after).toEqual(before);
        expect(summary).toMatchObject({ added: [], conflicts: [] });
      }),
      { numRuns: 40 },
    );
  });

  test('a site without content gets all of it', async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, async (content) => {
        const { before, there, after, summary } = await merged(EMPTY, content);

        expectMerged({ before, backup: there, after }, summary);
        expect(summary.conflicts).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('what has no place is told, with its document', async () => {
    const site: Content = {
      ...EMPTY,
      articles: withDrafts([{ ...ARTICLE, doc: 1, slug: 3 }]),
      home: 0,
    };
    const backup: Content = {
      ...EMPTY,
      articles: withDrafts([{ ...ARTICLE, doc: 2, slug: 3 }]),
      home: 1,
    };

    const { summary } = await merged(site, backup);

    expect(summary).toEqual({
      added: [],
      kept: 0,
      conflicts: [
        { code: 'SINGLE_TYPE_TAKEN', what: 'api::home.home', count: 1, examples: ['homes1'] },
        {
          code: 'VALUE_TAKEN',
          what: 'api::article.article slug',
          count: 1,
          examples: ['article2'],
        },
      ],
    });
  });

  test.each([
    ['localization was switched on', 'UPDATE articles SET locale = NULL'],
    ['draft and publish was switched on', 'DELETE FROM articles WHERE published_at IS NULL'],
    ['localization was switched off', "UPDATE tags SET locale = 'en'"],
    [
      'draft and publish was switched off',
      `INSERT INTO tags (document_id, locale, published_at, value) SELECT document_id, locale, NULL, value FROM tags`,
    ],
  ])('rows from before %s are told, and not added', async (_, change) => {
    const backup: Content = {
      ...EMPTY,
      articles: withDrafts([ARTICLE]),
      tags: [{ doc: 1, value: 1 }],
    };

    const { summary } = await merged(EMPTY, backup, change);

    const what = change.includes('articles') ? 'api::article.article' : 'api::tag.tag';
    expect(summary.conflicts).toEqual([expect.objectContaining({ code: 'TYPE_NOT_MERGED', what })]);
    expect(summary.added.map(({ type }) => type)).not.toContain(what);
  });

  test('rows that another program wrote, without a locale or a date, are added as they are', async () => {
    const backup: Content = {
      ...EMPTY,
      articles: withDrafts([ARTICLE, { ...ARTICLE, doc: 2, locale: 'de' }]),
      tags: [
        { doc: 1, value: 1 },
        { doc: 2, value: 2 },
      ],
    };

    const { summary } = await merged(
      EMPTY,
      backup,
      "UPDATE tags SET published_at = NULL WHERE value = 1; UPDATE articles SET locale = NULL WHERE locale = 'de'",
    );

    expect(summary).toMatchObject({
      added: [
        { type: 'api::tag.tag', rows: 2 },
        { type: 'api::article.article', rows: 4 },
      ],
      conflicts: [],
    });
  });

  async function merged(site: Content, backup: Content, change = '') {
    const here = path.join(folder(), 'here.sqlite');
    const source = path.join(folder(), 'there.sqlite');
    for (const file of [here, source]) rmSync(file, { force: true });
    await writeFile(here, site, 100);
    await writeFile(source, backup, 5000);
    await inFile(source, (database) => database.run(change));
    const [before, there] = [await readFile(here), await readFile(source)];
    const summary = await mergeFiles(here, source);
    return { here, source, before, there, after: await readFile(here), summary };
  }
});

function mergeFiles(here: string, source: string): Promise<MergeSummary> {
  const there = `${source}.used`;
  rmSync(there, { force: true });
  new BetterSqlite3(source).exec(`VACUUM INTO '${there}'`).close();
  return mergeSqlite(
    SETTINGS,
    { here, there },
    { model: MODEL, signal: new AbortController().signal, report: () => undefined },
  );
}

async function writeFile(file: string, content: Content, offset: number): Promise<void> {
  await inFile(file, async (database) => {
    await createTables(database);
    await fillTables(database, content, offset);
  });
}

function readFile(file: string): Promise<Rows> {
  return inFile(file, readRows);
}

async function inFile<T>(file: string, act: (database: ContentDatabase) => Promise<T>): Promise<T> {
  const handle = new BetterSqlite3(file);
  handle.pragma('journal_mode = OFF');
  handle.pragma('synchronous = OFF');
  try {
    return await act({
      kind: 'sqlite',
      table: (name) => `"${name}"`,
      run: async (sql) => {
        handle.exec(sql);
      },
      all: async (sql) => handle.prepare(sql).all() as Record<string, string | number | null>[],
    });
  } finally {
    handle.close();
  }
}
