import { parseMysqlSettings } from '../../../server/src/database/mysql/parse-settings';

const CONNECTION = { host: 'db', port: 3307, user: 'strapi', database: 'site' };

test('a password that knex has hidden is found', () => {
  const connection = { ...CONNECTION };
  Object.defineProperty(connection, 'password', { enumerable: false, value: 'secret' });
  expect(parseMysqlSettings({ client: 'mysql', connection })).toMatchObject({
    ...CONNECTION,
    password: 'secret',
  });
});

test('what is left empty is the default', () => {
  const connection = { ...CONNECTION, host: '', port: '', socketPath: '', ssl: false };
  expect(parseMysqlSettings({ client: 'mysql2', connection })).toMatchObject({
    host: 'localhost',
    port: 3306,
    socketPath: null,
    tls: null,
    password: '',
  });
});

test('an address is understood', () => {
  const connection = 'mysql://a%40b:p%3Aw@db:3310/site';
  expect(parseMysqlSettings({ client: 'mysql', connection })).toMatchObject({
    host: 'db',
    port: 3310,
    user: 'a@b',
    password: 'p:w',
    database: 'site',
  });
});

test.each([
  { client: 'postgres', connection: CONNECTION },
  { client: 'mysql', connection: { ...CONNECTION, database: '' } },
  { client: 'mysql', connection: null },
  'mysql',
])('%j is not a connection to MySQL', (configured) => {
  expect(parseMysqlSettings(configured)).toBeNull();
});
