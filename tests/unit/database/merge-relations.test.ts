import BetterSqlite3 from 'better-sqlite3';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { MergeModel, MergeType } from '../../../server/src/database/merge/merge-model';
import { mergeSqlite } from '../../../server/src/database/sqlite/merge-sqlite';
import { temporaryFolder } from '../../support/temporary-folder';

const SETTINGS = {
  client: 'sqlite' as const,
  filename: '',
  wal: true,
  driver: createRequire(__filename).resolve('better-sqlite3'),
};

const type = (uid: string, table: string, drafts: boolean): MergeType => ({
  uid,
  table,
  kind: 'document',
  identity: 'document',
  drafts,
  localized: false,
  single: false,
  unique: [],
  references: [],
  morphs: [],
});

/** A type without drafts in a relation to one with drafts: Strapi makes a pair for each of its rows. */
const MODEL: MergeModel = {
  types: [
    type('api::product.product', 'products', false),
    type('api::category.category', 'categories', true),
  ],
  joins: [
    {
      table: 'products_category_lnk',
      kind: 'relation',
      attribute: 'category',
      from: { uid: 'api::product.product', column: 'product_id', once: true },
      to: { uid: 'api::category.category', column: 'category_id', once: false },
    },
  ],
};

const TABLES = `
  CREATE TABLE products (id INTEGER PRIMARY KEY, document_id TEXT, locale TEXT, published_at TEXT);
  CREATE TABLE categories (id INTEGER PRIMARY KEY, document_id TEXT, locale TEXT, published_at TEXT);
  CREATE TABLE products_category_lnk (id INTEGER PRIMARY KEY, product_id INT, category_id INT,
    UNIQUE (product_id, category_id));
  INSERT INTO products VALUES (1, 'product', NULL, 'then');`;

const DRAFT = `INSERT INTO categories VALUES (1, 'shoes', NULL, NULL);`;
const BOTH = `${DRAFT} INSERT INTO categories VALUES (2, 'shoes', NULL, 'then');`;

describe('relations to one only', () => {
  const folder = temporaryFolder();

  test('to the draft of a document do not keep the published one out', async () => {
    const { summary, pairs } = await merge(
      `${DRAFT} INSERT INTO products_category_lnk VALUES (1, 1, 1);`,
      `${BOTH} INSERT INTO products_category_lnk VALUES (1, 1, 1), (2, 1, 2);`,
    );
    expect(summary.conflicts).toEqual([]);
    expect(pairs).toEqual([{ document: 'shoes' }, { document: 'shoes' }]);
  });

  test('to another document stay what they are, which is told', async () => {
    const { summary, pairs } = await merge(
      `INSERT INTO categories VALUES (8, 'hats', NULL, NULL), (9, 'hats', NULL, 'then');
       INSERT INTO products_category_lnk VALUES (1, 1, 8), (2, 1, 9);`,
      `${BOTH} INSERT INTO products_category_lnk VALUES (1, 1, 1), (2, 1, 2);`,
    );
    expect(summary.conflicts).toEqual([
      expect.objectContaining({ code: 'RELATION_TAKEN', count: 2 }),
    ]);
    expect(pairs).toEqual([{ document: 'hats' }, { document: 'hats' }]);
  });

  async function merge(site: string, backup: string) {
    const [here, there] = ['here', 'there'].map((name) => path.join(folder(), `${name}.sqlite`));
    new BetterSqlite3(here).exec(TABLES + site).close();
    new BetterSqlite3(there).exec(TABLES + backup).close();
    const summary = await mergeSqlite(
      SETTINGS,
      { here: here!, there: there! },
      { model: MODEL, signal: new AbortController().signal, report: () => undefined },
    );
    const database = new BetterSqlite3(here);
    const pairs = database
      .prepare(
        `SELECT c.document_id AS document FROM products_category_lnk l
         JOIN categories c ON c.id = l.category_id ORDER BY l.id`,
      )
      .all();
    database.close();
    return { summary, pairs };
  }
});
