import { createConnection, type Connection, type ConnectionOptions, type SslOptions } from 'mysql2';
import { errorCode } from '../../error-code';
import { BackupError } from '../../errors';
import type { MysqlSettings, MysqlTls } from '../settings';

/**
 * Opens a connection to the site's server. Everything that the driver would turn into a JavaScript
 * number, date or object comes as text: a number has 53 bits, a date has milliseconds and a zone.
 *
 * @param session statements that the connection begins with
 * @throws BackupError DATABASE_UNREACHABLE
 */
export async function openMysql(
  settings: MysqlSettings,
  session: readonly string[] = [],
): Promise<Connection> {
  const connection = createConnection(connectionOptions(settings));
  // Without a listener an error between two statements would end the process; the next one fails anyway.
  connection.on('error', () => undefined);
  try {
    await new Promise<void>((resolve, reject) => {
      connection.connect((error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
    for (const statement of session) await runPlain(connection, statement);
    return connection;
  } catch (error) {
    connection.destroy();
    throw unreachable(error);
  }
}

export function runPlain(connection: Connection, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.query(sql, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}

function connectionOptions(settings: MysqlSettings): ConnectionOptions {
  const { tls } = settings;
  return {
    ...(settings.socketPath === null
      ? { host: settings.host, port: settings.port }
      : { socketPath: settings.socketPath }),
    user: settings.user,
    password: settings.password,
    database: settings.database,
    ...(tls === null ? {} : { ssl: sslOptions(tls) }),
    charset: 'utf8mb4_general_ci',
    supportBigNumbers: true,
    dateStrings: true,
    timezone: settings.timezone,
    jsonStrings: true,
    multipleStatements: false,
    // A server could ask for any file of this machine. Query attributes change the packets that
    // RawQuery writes; IGNORE_SPACE changes the meaning of stored programs.
    flags: ['-LOCAL_FILES', '-CLIENT_QUERY_ATTRIBUTES', '-IGNORE_SPACE'],
  };
}

function sslOptions({ ca, ...rest }: MysqlTls): SslOptions {
  if (ca === undefined) return rest;
  return { ...rest, ca: typeof ca === 'string' ? ca : Array.from(ca) };
}

function unreachable(error: unknown): unknown {
  if (error instanceof BackupError) return error;
  const code = errorCode(error);
  const reason =
    code === 'ER_ACCESS_DENIED_ERROR' || code === 'ER_DBACCESS_DENIED_ERROR'
      ? 'it does not accept this user and password'
      : code === 'ER_BAD_DB_ERROR'
        ? 'it has no database of this name'
        : `it does not answer (${code === '' ? 'unknown reason' : code})`;
  return new BackupError(
    'DATABASE_UNREACHABLE',
    `The database server cannot be used: ${reason}. Check the connection settings and that the server runs.`,
    { cause: error },
  );
}
