import { definerFingerprint } from '../../archive/definer-fingerprint';
import type { PlanCheck } from '../../contracts/restores';
import type { BackedUpDatabase, DatabaseChoices, ForbiddenObjects } from '../engine';
import { kindCheck } from '../kind-check';
import { keepsHistory } from './dump-plan';
import type { MysqlSession } from './mysql-session';
import { grantedRights } from './readable';
import { translationCheck } from './translate/translation-check';

/** What a statement has beside its largest row. */
const STATEMENT_SLACK = 64 * 1024;
/** Any of them lets an account make objects that belong to somebody else. */
const FOR_OTHERS = ['ALL PRIVILEGES', 'SUPER', 'SET USER', 'SET_USER_ID', 'SET_ANY_DEFINER'];

/**
 * Whether this server and this account can take a backup: asked before anything is prepared. The last
 * word has the staging, where every table and object is made once.
 */
export async function assessMysql(
  session: MysqlSession,
  backup: BackedUpDatabase,
  choices: DatabaseChoices,
): Promise<PlanCheck[]> {
  return [
    serverCheck(session, backup.database),
    await packetCheck(session, backup),
    ...(await objectChecks(session, backup, choices.forbiddenObjects)),
    ...(await historyCheck(session, backup, choices.withoutHistory)),
  ];
}

function serverCheck(
  session: MysqlSession,
  { client, serverVersion }: BackedUpDatabase['database'],
): PlanCheck {
  if (client !== 'mysql' && client !== 'mariadb') return kindCheck(client, session.flavour);
  const check = translationCheck(
    { flavour: client, version: serverVersion },
    { flavour: session.flavour, version: session.version },
  );
  return check.kind === 'same'
    ? kindCheck(client, session.flavour)
    : { code: 'DATABASE_SERVER', level: 'amber', message: check.sentence };
}

async function packetCheck(session: MysqlSession, backup: BackedUpDatabase): Promise<PlanCheck> {
  const [row] = await session.rows('SELECT @@max_allowed_packet AS packet');
  const packet = Number(row?.packet ?? 0);
  const largest = [...backup.tables].sort((a, b) => (b.largestRow ?? 0) - (a.largestRow ?? 0))[0];
  const needed = (largest?.largestRow ?? 0) + STATEMENT_SLACK;
  if (largest === undefined || needed <= packet) {
    return { code: 'PACKET', level: 'green', message: 'The server accepts the largest row.' };
  }
  return {
    code: 'PACKET',
    level: 'red',
    message: `The largest row of ${largest.name} needs ${String(needed)} bytes, but the server accepts ${String(packet)} at once. Set max_allowed_packet of the server to at least ${String(roundUp(needed))} first.`,
  };
}

/** To whole megabytes, which the setting is given in. */
function roundUp(bytes: number): number {
  const megabyte = 1024 * 1024;
  return Math.ceil(bytes / megabyte) * megabyte;
}

async function objectChecks(
  session: MysqlSession,
  { id, database }: BackedUpDatabase,
  forbidden: ForbiddenObjects,
): Promise<PlanCheck[]> {
  const objects = database.objects ?? [];
  const rights = objects.length === 0 ? null : await grantedRights(session, 'server');
  // Without objects there is nothing to ask; where the server does not tell, the staging finds out.
  if (rights === null) return [];
  const [account] = await session.rows('SELECT CURRENT_USER() AS name');
  const own = definerFingerprint(id, account?.name ?? '');
  const foreign = objects.filter(({ definer }) => definer !== own);
  const checks: PlanCheck[] = [];
  if (foreign.length > 0 && !FOR_OTHERS.some((right) => rights.has(right))) {
    checks.push(definerCheck(foreign, forbidden));
  }
  const logged = await loggedPrograms(session, rights, objects);
  if (logged.length > 0) checks.push(binaryLogCheck(logged, forbidden));
  return checks.length > 0
    ? checks
    : [
        {
          code: 'OBJECTS',
          level: 'green',
          message: 'The database account may make all views, triggers, routines and events.',
        },
      ];
}

type Objects = NonNullable<BackedUpDatabase['database']['objects']>;

function definerCheck(foreign: Objects, forbidden: ForbiddenObjects): PlanCheck {
  const names = named(foreign);
  switch (forbidden) {
    case 'refuse':
      return {
        code: 'OBJECT_DEFINER',
        level: 'red',
        message: `These belong to an account that the database account of this site may not act for: ${names}. Give it the right (MariaDB: SET USER, MySQL: SET_ANY_DEFINER or SET_USER_ID), or choose to give them to this site's account or to leave them out.`,
      };
    case 'replace-definer':
      return {
        code: 'OBJECT_DEFINER',
        level: 'amber',
        message: `These belong to another account now; after the restore they belong to the database account of this site and act with its rights: ${names}.`,
      };
    case 'leave-out':
      return {
        code: 'OBJECT_DEFINER',
        level: 'amber',
        message: `These belong to another account and are left out; what needs them will not work: ${names}.`,
      };
  }
}

/** With a binary log, functions and triggers need SUPER, unless the server is told to trust. */
async function loggedPrograms(
  session: MysqlSession,
  rights: ReadonlySet<string>,
  objects: Objects,
): Promise<Objects> {
  if (rights.has('SUPER') || rights.has('ALL PRIVILEGES')) return [];
  const [row] = await session.rows(
    'SELECT @@log_bin AS logged, @@log_bin_trust_function_creators AS trusted',
  );
  if (row?.logged !== '1' || row.trusted === '1') return [];
  return objects.filter(({ kind }) => kind === 'function' || kind === 'trigger');
}

function binaryLogCheck(programs: Objects, forbidden: ForbiddenObjects): PlanCheck {
  const code = 'OBJECT_BINARY_LOG';
  return forbidden === 'leave-out'
    ? {
        code,
        level: 'amber',
        message: `These are left out, because this server has a binary log and does not trust the account with functions and triggers: ${named(programs)}.`,
      }
    : {
        code,
        level: 'red',
        message: `These cannot be made, because this server has a binary log and does not trust the account with functions and triggers: ${named(programs)}. Set log_bin_trust_function_creators = 1, or choose to leave them out.`,
      };
}

function named(objects: Objects): string {
  const names = objects.slice(0, 5).map(({ kind, name }) => `${kind} ${name}`);
  const more = objects.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}

async function historyCheck(
  session: MysqlSession,
  { database }: BackedUpDatabase,
  withoutHistory: boolean,
): Promise<PlanCheck[]> {
  const tables = database.history ?? [];
  if (tables.length === 0) return [];
  const more = tables.length > 5 ? ` and ${String(tables.length - 5)} more` : '';
  const what = `The past of the system-versioned tables ${tables.slice(0, 5).join(', ')}${more}`;
  if (withoutHistory) {
    return [
      {
        code: 'HISTORY',
        level: 'amber',
        message: `${what} is left out; only their present rows come back.`,
      },
    ];
  }
  if (await keepsHistory(session)) return [];
  return [
    {
      code: 'HISTORY',
      level: 'red',
      message: `${what} cannot come back on this server: that needs MariaDB 10.11 or newer. Choose to restore without it, or use another server.`,
    },
  ];
}
