import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import mysql from 'mysql2/promise';
import {
  freshSchema,
  ordinaryAccount,
  removeSchema,
  SERVERS,
  type DatabaseServer,
} from '../mysql/database-servers';
import type { MysqlSettings } from '../../server/src/database/settings';
import type { DatabaseKind } from './database-kind';
import { digestServer } from './digest-server';
import { serverFaults } from './server-faults';
import type { Site } from './site';
import type { Parameter, Row, SiteDatabase } from './site-database';

/** The dialect that SQLite speaks too. */
const DIALECT = `SET SESSION sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,STRICT_ALL_TABLES'`;
/** Well below the smallest `max_allowed_packet` that a server has unless it is told otherwise. */
const BATCH_BYTES = 4 * 1024 ** 2;

/** What a test needs to reach the schema by other means, such as the server's own client. */
export interface ServerDatabase extends SiteDatabase {
  readonly kind: Exclude<DatabaseKind, 'sqlite'>;
  readonly server: DatabaseServer;
  /** The site's own account, which has rights on its schema only. */
  readonly settings: MysqlSettings;
}

/** A transaction that has read a table and does not end: until then nobody can rename the table. */
export async function holdOpen(site: Site, table: string): Promise<() => Promise<void>> {
  const connection = await connect(serverOf(site).settings);
  await connection.beginTransaction();
  await connection.query(`SELECT * FROM "${table}"`);
  return async () => {
    await connection.rollback();
    await connection.end();
  };
}

/** @throws when the site is not on a server */
export function serverOf({ database }: Pick<Site, 'database'>): ServerDatabase {
  if (!('server' in database)) throw new Error('This site is on no server.');
  return database as ServerDatabase;
}

/** Makes an empty schema and an account for it. */
export async function openServerDatabase(kind: ServerDatabase['kind']): Promise<ServerDatabase> {
  const server = SERVERS.find(({ flavour, url }) => flavour === kind && url !== '');
  if (server === undefined) throw new Error(`No server is named for sites on ${kind}.`);
  const schema = await freshSchema(server, `site_${randomBytes(5).toString('hex')}`);
  const settings = await ordinaryAccount(server, schema);

  const use = async <T>(act: (connection: mysql.Connection) => Promise<T>): Promise<T> => {
    const connection = await connect(settings);
    try {
      return await act(connection);
    } finally {
      connection.destroy();
    }
  };

  return {
    kind,
    server,
    settings,
    env: {
      DATABASE_CLIENT: 'mysql',
      DATABASE_HOST: settings.host,
      DATABASE_PORT: String(settings.port),
      DATABASE_NAME: settings.database,
      DATABASE_USERNAME: settings.user,
      DATABASE_PASSWORD: settings.password,
    },
    query: (sql, ...params) => use((connection) => rowsOf(connection, sql, params)),
    run: async (sql, ...params) => {
      await use((connection) => connection.query(sql, params));
    },
    transaction: (statements) =>
      use(async (connection) => {
        await connection.beginTransaction();
        for (const [sql, ...params] of statements) await connection.query(sql, params);
        await connection.commit();
      }),
    lockForOthers: async () => {
      const connection = await connect(settings);
      const tables = (await tablesOf(connection)).map((name) => `"${name}" READ`);
      await connection.query(`LOCK TABLES ${tables.join(', ')}`);
      return async () => {
        await connection.query('UNLOCK TABLES');
        await connection.end();
      };
    },
    digest: (ignoredTables) =>
      use((connection) => digestServer(connection, new Set(ignoredTables))),
    faults: () => use((connection) => serverFaults(connection)),
    seed: ({ databaseFile }) => use((connection) => load(connection, databaseFile)),
    remove: () => removeSchema(server, settings),
  };
}

async function connect(settings: MysqlSettings): Promise<mysql.Connection> {
  const { host, port, user, password, database } = settings;
  const connection = await mysql.createConnection({
    ...{ host, port, user, password, database },
    charset: 'utf8mb4_general_ci',
    multipleStatements: true,
    // As Strapi is told them, but for moments: text, not a value that this process makes of them.
    dateStrings: true,
    jsonStrings: true,
  });
  await connection.query(DIALECT);
  return connection;
}

async function rowsOf(
  connection: mysql.Connection,
  sql: string,
  params: readonly Parameter[] = [],
): Promise<Row[]> {
  const [rows] = await connection.query<mysql.RowDataPacket[]>(sql, [...params]);
  return rows;
}

async function tablesOf(connection: mysql.Connection): Promise<string[]> {
  const rows = await rowsOf(
    connection,
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'`,
  );
  return rows.map(({ name }) => String(name));
}

/** A dump in which every statement ends at the end of a line, and no value holds a line's end. */
async function load(connection: mysql.Connection, file: string): Promise<void> {
  const statements = (await readFile(file, 'utf8')).split(/(?<=;)\n/);
  await connection.query(`SET SESSION sql_mode = ''`);
  let batch: string[] = [];
  let bytes = 0;
  const send = async (): Promise<void> => {
    if (batch.length > 0) await connection.query(batch.join('\n'));
    batch = [];
    bytes = 0;
  };
  for (const statement of statements) {
    if (statement.trim() === '') continue;
    if (bytes + statement.length > BATCH_BYTES) await send();
    batch.push(statement);
    bytes += statement.length;
  }
  await send();
}
