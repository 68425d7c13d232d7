import { BackupError } from '../../errors';
import type { Actor } from '../../contracts/backups';
import { quoteIdentifier } from '../identifiers';
import { SESSIONS_TABLE } from '../own-tables';
import { hasTable, listColumns } from './inspect-mysql';
import type { MysqlSession } from './mysql-session';
import { sqlString } from './sql-string';

/** What a restore must not bring back: who may sign in, and with which password. */
const KEPT_COLUMNS: ReadonlySet<string> = new Set([
  'password',
  'is_active',
  'blocked',
  'firstname',
  'lastname',
  'username',
  'preferred_language',
]);

/** A new id, and no references to rows that the backup may number otherwise. */
const LEFT_COLUMNS: ReadonlySet<string> = new Set([
  'id',
  'created_by_id',
  'updated_by_id',
  'reset_password_token',
]);

export const ACCOUNT_TABLES: readonly string[] = [
  SESSIONS_TABLE,
  'admin_users',
  'admin_users_roles_lnk',
];

/**
 * Signs everybody out of a staged state and puts the acting account into it: the account of the same
 * e-mail address gets today's password and is active; one that the state does not know is added. All of
 * it in the server, so that no value is decoded on the way.
 *
 * @param staged from the names of tables to their staged names
 * @throws BackupError PLAN_BLOCKED when nobody could manage the site afterwards
 */
export async function prepareAccounts(
  session: MysqlSession,
  staged: ReadonlyMap<string, string>,
  keep: Actor | null,
): Promise<void> {
  const sessions = staged.get(SESSIONS_TABLE);
  if (sessions !== undefined) await session.send(`DELETE FROM ${quote(sessions)}`);
  const users = staged.get('admin_users');
  const roles = staged.get('admin_roles');
  const links = staged.get('admin_users_roles_lnk');
  if (users === undefined) return;
  const email = keep?.email ?? null;
  if (email !== null && (await hasTable(session, 'admin_users'))) {
    await keepAccount(session, users, email);
    if (roles !== undefined && links !== undefined) {
      await makeSuperAdmin(session, { users, roles, links }, email);
    }
  }
  if (roles !== undefined && links !== undefined) {
    await requireSuperAdmin(session, { users, roles, links });
  }
}

interface AccountTables {
  readonly users: string;
  readonly roles: string;
  readonly links: string;
}

async function keepAccount(session: MysqlSession, users: string, email: string): Promise<void> {
  const all = await listColumns(session);
  const live = new Set((all.get('admin_users') ?? []).map(({ name }) => name));
  const known = (all.get(users) ?? []).map(({ name }) => name).filter((name) => live.has(name));
  const kept = known.filter((name) => KEPT_COLUMNS.has(name));
  const sets = kept.map((name) => `s.${quote(name)} = l.${quote(name)}`);
  if (sets.length > 0) {
    await session.send(
      `UPDATE ${quote(users)} s JOIN admin_users l ON ${isAccount('l', email)}
       SET ${sets.join(', ')} WHERE ${isAccount('s', email)}`,
    );
  }
  const copied = known.filter((name) => !LEFT_COLUMNS.has(name)).map(quote);
  await session.send(
    `INSERT INTO ${quote(users)} (${copied.join(', ')})
     SELECT ${copied.map((name) => `l.${name}`).join(', ')} FROM admin_users l
     WHERE ${isAccount('l', email)}
       AND NOT EXISTS (SELECT 1 FROM (SELECT email FROM ${quote(users)}) s WHERE ${isAccount('s', email)})
     LIMIT 1`,
  );
}

async function makeSuperAdmin(
  session: MysqlSession,
  { users, roles, links }: AccountTables,
  email: string,
): Promise<void> {
  await session.send(
    `INSERT INTO ${quote(links)} (user_id, role_id, role_ord, user_ord)
     SELECT u.id, r.id, 1, (SELECT COALESCE(MAX(user_ord), 0) + 1 FROM (SELECT user_ord, role_id FROM ${quote(links)}) o WHERE o.role_id = r.id)
     FROM ${quote(users)} u JOIN ${quote(roles)} r ON r.code = 'strapi-super-admin'
     WHERE ${isAccount('u', email)}
       AND NOT EXISTS (SELECT 1 FROM (SELECT user_id, role_id FROM ${quote(links)}) l WHERE l.user_id = u.id AND l.role_id = r.id)`,
  );
}

/** A site without an active super-admin could not be helped by anybody. */
async function requireSuperAdmin(
  session: MysqlSession,
  { users, roles, links }: AccountTables,
): Promise<void> {
  const [active] = await session.rows(
    `SELECT 1 AS found FROM ${quote(users)} u JOIN ${quote(links)} l ON l.user_id = u.id
     JOIN ${quote(roles)} r ON r.id = l.role_id
     WHERE r.code = 'strapi-super-admin' AND u.is_active = 1 AND COALESCE(u.blocked, 0) = 0 LIMIT 1`,
  );
  if (active !== undefined) return;
  throw new BackupError(
    'PLAN_BLOCKED',
    'The backup has no active super-admin, so nobody could manage the site afterwards. Switch on "keep my account" and try again.',
  );
}

function isAccount(alias: string, email: string): string {
  return `LOWER(${alias}.email) = LOWER(${sqlString(email)})`;
}

function quote(name: string): string {
  return quoteIdentifier('mysql', name);
}
