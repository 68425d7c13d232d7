import { quoteIdentifier } from '../identifiers';
import type { Actor } from '../../contracts/backups';
import type { SqliteSettings } from '../settings';
import { hasTable } from './inspect-sqlite';
import { openSqlite, type SqliteHandle } from './open-sqlite';

/** A row of `admin_users` as it is in the live site: the person who restores. */
export interface KeptAccount {
  readonly email: string;
  readonly columns: Readonly<Record<string, string | number | null>>;
}

/**
 * The account of the person who restores, as it is in the live site now; null when nobody is to be
 * kept, or when it is not there (any more).
 */
export function readAccount(settings: SqliteSettings, actor: Actor | null): KeptAccount | null {
  const email = actor?.email ?? null;
  if (email === null) return null;
  const live = openSqlite(settings, settings.filename);
  try {
    if (!hasTable(live, 'admin_users')) return null;
    const row = live.prepare('SELECT * FROM admin_users WHERE lower(email) = lower(?)').get(email);
    if (row === undefined) return null;
    return { email, columns: row as Record<string, string | number | null> };
  } finally {
    live.close();
  }
}

/** What a restore must not bring back: who may sign in, and with which password. */
const KEPT_COLUMNS = [
  'password',
  'is_active',
  'blocked',
  'firstname',
  'lastname',
  'username',
  'preferred_language',
];

/**
 * Puts the acting account into the staged database: the account of the same e-mail address gets
 * today's password and is active; one that the backup does not know is added. It is a super-admin.
 */
export function keepAccount(staging: SqliteHandle, account: KeptAccount): void {
  const known = columnsOf(staging, 'admin_users');
  const found = staging
    .prepare('SELECT id FROM admin_users WHERE lower(email) = lower(?)')
    .pluck()
    .get(account.email);
  const userId = found === undefined ? insertAccount(staging, account, known) : Number(found);
  if (found !== undefined) updateAccount(staging, account, known, userId);
  makeSuperAdmin(staging, userId);
}

function updateAccount(
  staging: SqliteHandle,
  account: KeptAccount,
  known: ReadonlySet<string>,
  userId: number,
): void {
  const columns = KEPT_COLUMNS.filter((name) => known.has(name) && name in account.columns);
  const sets = columns.map((name) => `${quoteIdentifier('sqlite', name)} = ?`);
  const values = columns.map((name) => account.columns[name] ?? null);
  staging.prepare(`UPDATE admin_users SET ${sets.join(', ')} WHERE id = ?`).run(...values, userId);
}

function insertAccount(
  staging: SqliteHandle,
  account: KeptAccount,
  known: ReadonlySet<string>,
): number {
  // A new id, and no references to rows that the backup may number otherwise.
  const left = new Set(['id', 'created_by_id', 'updated_by_id', 'reset_password_token']);
  const columns = Object.keys(account.columns).filter((name) => known.has(name) && !left.has(name));
  const names = columns.map((name) => quoteIdentifier('sqlite', name));
  const holders = columns.map(() => '?');
  const values = columns.map((name) => account.columns[name] ?? null);
  const result = staging
    .prepare(`INSERT INTO admin_users (${names.join(', ')}) VALUES (${holders.join(', ')})`)
    .run(...values);
  return Number(result.lastInsertRowid);
}

function makeSuperAdmin(staging: SqliteHandle, userId: number): void {
  const role = staging
    .prepare(`SELECT id FROM admin_roles WHERE code = 'strapi-super-admin'`)
    .pluck()
    .get();
  if (role === undefined) return;
  const linked = staging
    .prepare('SELECT 1 FROM admin_users_roles_lnk WHERE user_id = ? AND role_id = ?')
    .get(userId, Number(role));
  if (linked !== undefined) return;
  staging
    .prepare(
      `INSERT INTO admin_users_roles_lnk (user_id, role_id, role_ord, user_ord)
       VALUES (?, ?, 1, (SELECT COALESCE(max(user_ord), 0) + 1 FROM admin_users_roles_lnk WHERE role_id = ?))`,
    )
    .run(userId, Number(role), Number(role));
}

function columnsOf(handle: SqliteHandle, table: string): Set<string> {
  const rows = handle.prepare('SELECT name FROM pragma_table_info(?)').all(table) as {
    name: string;
  }[];
  return new Set(rows.map((row) => row.name));
}
