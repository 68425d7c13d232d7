import type { DatabaseConnection, SqlRow } from '../../../server/src/database/connection';
import { StoredContent } from '../../../server/src/strapi/stored-content';

const TYPES = {
  'api::article.article': { collectionName: 'articles', attributes: { title: {} } },
  'plugin::backup.backup-record': { collectionName: 'backup_vault_records' },
  'plugin::odd.odd': {},
};
const SCHEMA = {
  tables: [
    { name: 'articles', columns: [{ name: 'id' }, { name: 'title' }], indexes: [] },
    { name: 'articles_tags_lnk', columns: [{ name: 'id' }] },
    { name: 'backup_vault_records', columns: [{ name: 'id' }] },
  ],
};

/** A database in which Strapi has written these down, or not. */
function database(types: unknown, schema: unknown): DatabaseConnection {
  const all = (sql: string): Promise<SqlRow[]> => {
    const rows = sql.startsWith('SELECT value')
      ? [{ value: types }]
      : sql.startsWith('SELECT id')
        ? [{ id: 1 }]
        : [{ newest_schema: schema }];
    return Promise.resolve(rows as SqlRow[]);
  };
  const hasTable = (): Promise<boolean> => Promise.resolve(types !== null);
  return { kind: 'sqlite', all, hasTable } as unknown as DatabaseConnection;
}

test.each([
  ['text, as SQLite and MariaDB have it', JSON.stringify(TYPES), JSON.stringify(SCHEMA)],
  ['parsed by the driver of MySQL', TYPES, SCHEMA],
])('what Strapi has written down: %s', async (_, types, schema) => {
  const content = new StoredContent(database(types, schema));
  await content.read();
  expect(content.contentTables).toEqual([['api::article.article', 'articles']]);
  expect(content.strapiTables()).toEqual([
    { name: 'articles', columns: ['id', 'title'] },
    { name: 'articles_tags_lnk', columns: ['id'] },
  ]);
  expect(
    ['articles_tags_lnk', 'backup_vault_records', 'strapi_any'].map((name) =>
      content.isManagedTable(name),
    ),
  ).toEqual([true, true, true]);
  expect(content.isManagedTable('orders_of_a_shop')).toBe(false);
});

test.each([
  ['no tables', null, null],
  ['half a start', JSON.stringify(TYPES), null],
  ['something else', '{"a": 1}', '[]'],
  ['no JSON', 'x', 'x'],
])('never started: %s', async (_, types, schema) => {
  await expect(new StoredContent(database(types, schema)).read()).rejects.toMatchObject({
    code: 'APP_NOT_READY',
  });
});

test('content cannot be merged without the code', () => {
  expect(() => new StoredContent(database(TYPES, SCHEMA)).mergeModel()).toThrow(/preserve/);
});
