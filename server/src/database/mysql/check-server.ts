import type { DatabaseConnection } from '../connection';
import type { DatabaseCheck } from '../database-check';
import { INSTANCES_TABLE } from '../own-tables';
import { quoteIdentifier } from '../identifiers';
import type { MysqlSettings } from '../settings';
import { findDumpTool } from './dump-tool/find-dump-tool';
import { MysqlSession } from './mysql-session';
import { grantedRights, sightOf } from './readable';

/** What a restore does with tables of the site's schema. */
const RESTORE_RIGHTS = 'CREATE DROP ALTER INDEX INSERT UPDATE DELETE SELECT REFERENCES'.split(' ');
/** What it needs for views and triggers, where there are any. */
const OBJECT_RIGHTS = ['CREATE VIEW', 'TRIGGER'];
const SMALL_PACKET = 16 * 1024 ** 2;
const LOGIN_MS = 15_000;
const TOOL_MS = 30_000;

/** Login, version, rights, limits and the dump program. */
export async function checkServer(
  settings: MysqlSettings,
  site: DatabaseConnection,
): Promise<DatabaseCheck[]> {
  let session: MysqlSession;
  try {
    session = await withinTime(MysqlSession.open(settings));
  } catch (error) {
    return [{ code: 'DATABASE_LOGIN', level: 'red', ...loginRemark(error) }];
  }
  try {
    return [
      versionCheck(session),
      ...(await sameDatabaseCheck(session, site)),
      await readingCheck(session, settings),
      await restoringCheck(session),
      await limitsCheck(session),
      await toolCheck(session, settings),
    ];
  } finally {
    await session.close();
  }
}

/** A firewall that drops packets would let the driver wait for minutes. */
async function withinTime(opening: Promise<MysqlSession>): Promise<MysqlSession> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The database server did not answer within ${String(LOGIN_MS / 1000)} s.`));
    }, LOGIN_MS);
  });
  try {
    return await Promise.race([opening, late]);
  } catch (error) {
    // One that comes after all is closed again.
    void opening.then((session) => session.close()).catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function loginRemark(error: unknown): { message: string; remedy: string } {
  return {
    message: (error instanceof Error ? error.message : String(error)).replace(/ Check the .*/, ''),
    remedy:
      'Check host, port, user, password and database, and that the server accepts connections from here.',
  };
}

function versionCheck({ flavour, version }: MysqlSession): DatabaseCheck {
  const name = flavour === 'mariadb' ? 'MariaDB' : 'MySQL';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isKnown = flavour === 'mariadb' ? major > 10 || (major === 10 && minor >= 6) : major >= 8;
  return isKnown
    ? green('DATABASE_LOGIN', `Signed in to ${name} ${version}.`)
    : {
        code: 'DATABASE_LOGIN',
        level: 'red',
        message: `${name} ${version} is too old for exact backups.`,
        remedy: 'Use MySQL 8.0 or MariaDB 10.6, or a later one.',
      };
}

/** Settings of one's own could lead to a copy of the database, whose backups would bring nothing back. */
async function sameDatabaseCheck(
  session: MysqlSession,
  site: DatabaseConnection,
): Promise<DatabaseCheck[]> {
  const query = `SELECT id FROM ${quoteIdentifier('mysql', INSTANCES_TABLE)} ORDER BY seen_at DESC LIMIT 1`;
  const [here] = await site.all(query);
  const [there] = await session.rows(query).catch(() => []);
  if (here === undefined || String(here.id) === there?.id) return [];
  return [
    {
      code: 'DATABASE_OTHER',
      level: 'red',
      message: 'This is not the database that Strapi works with.',
      remedy:
        'Enter the same server and database as in config/database; only the account may differ.',
    },
  ];
}

async function readingCheck(
  session: MysqlSession,
  { unreadable }: MysqlSettings,
): Promise<DatabaseCheck> {
  const { hidden, allTables } = await sightOf(session, () => undefined);
  const missing = allTables ? hidden : ['tables that it may not read', ...hidden];
  if (missing.length === 0) {
    return green('DATABASE_READING', 'The account may read everything that belongs into a backup.');
  }
  const remedy = `Grant what is missing, or set an account for backups that has it.`;
  const message = `The account does not see: ${[...new Set(missing)].join('; ')}.`;
  return {
    code: 'DATABASE_READING',
    level: unreadable === 'refuse' ? 'red' : 'amber',
    message: `${message} ${unreadable === 'refuse' ? 'Backups fail where that hides something.' : 'It is left out of backups.'}`,
    remedy,
  };
}

async function restoringCheck(session: MysqlSession): Promise<DatabaseCheck> {
  const code = 'DATABASE_RESTORING';
  const granted = await grantedRights(session, 'schema');
  if (granted === null) {
    return {
      code,
      level: 'amber',
      message: 'The server does not say what the account may do.',
      remedy: 'Restore once into a copy of the site to see.',
    };
  }
  if (granted.has('ALL PRIVILEGES')) return green(code, 'The account may restore.');
  const missing = RESTORE_RIGHTS.filter((right) => !granted.has(right));
  const objects = OBJECT_RIGHTS.filter((right) => !granted.has(right));
  const remedy = (rights: readonly string[]): string =>
    `Let an administrator of the server run: GRANT ${rights.join(', ')} ON the site’s database TO the account.`;
  if (missing.length > 0) {
    return {
      code,
      level: 'red',
      message: `The account may make backups, but not restore them. It lacks: ${missing.join(', ')}.`,
      remedy: remedy([...missing, ...objects]),
    };
  }
  if (objects.length > 0) {
    return {
      code,
      level: 'amber',
      message: `A backup with views or triggers cannot be restored. The account lacks: ${objects.join(', ')}.`,
      remedy: remedy(objects),
    };
  }
  return green(code, 'The account may restore.');
}

async function limitsCheck(session: MysqlSession): Promise<DatabaseCheck> {
  const [row] = await session.rows(
    'SELECT @@max_allowed_packet AS packet, @@local_infile AS local_infile',
  );
  const packet = Number(row?.packet ?? 0);
  const megabytes = String(Math.floor(packet / 1024 ** 2));
  const bulk = row?.local_infile === '1' ? 'on' : 'off, which is fine';
  return packet >= SMALL_PACKET
    ? green(
        'DATABASE_LIMITS',
        `One row may have ${megabytes} MB (max_allowed_packet); local_infile is ${bulk}.`,
      )
    : {
        code: 'DATABASE_LIMITS',
        level: 'amber',
        message: `The server accepts rows of up to ${megabytes} MB only; larger ones could not be restored.`,
        remedy: 'Set max_allowed_packet of the server to 64M.',
      };
}

async function toolCheck(
  session: MysqlSession,
  { dumpTool, dumpToolFolder }: MysqlSettings,
): Promise<DatabaseCheck> {
  const code = 'DUMP_TOOL';
  if (dumpTool === 'built-in') {
    return green(code, 'Backups are made by the built-in tool, which needs no program.');
  }
  try {
    const { file, version } = await findDumpTool({
      flavour: session.flavour,
      folder: dumpToolFolder,
      path: process.env['PATH'] ?? '',
      signal: AbortSignal.timeout(TOOL_MS),
    });
    return green(code, `${file}: ${version}`);
  } catch (error) {
    return {
      code,
      level: 'red',
      message: (error instanceof Error ? error.message : String(error)).replace(/\. .*/s, '.'),
      remedy: `Install the package ${session.flavour === 'mariadb' ? 'mariadb-client' : 'mysql-client'}, or set the dump tool to built-in.`,
    };
  }
}

function green(code: string, message: string): DatabaseCheck {
  return { code, level: 'green', message, remedy: null };
}
