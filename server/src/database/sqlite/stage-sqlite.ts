import { syncFile } from '../../durable';
import type { SqliteSettings } from '../settings';
import { SESSIONS_TABLE } from '../own-tables';
import type { TableFacts } from '../engine';
import { BackupError } from '../../errors';
import { quoteIdentifier } from '../identifiers';
import { checkSqlite, distrust } from './check-sqlite';
import { hasTable, isVirtual, listObjects, shadowTables } from './inspect-sqlite';
import { keepAccount, type KeptAccount } from './keep-account';
import { openSqlite, type SqliteHandle } from './open-sqlite';

interface StageOptions {
  /** The unpacked `database.sqlite`. */
  readonly file: string;
  /** What the manifest says; null for a kept state (undo), which no manifest describes. */
  readonly expected: readonly TableFacts[] | null;
  /** The acting super-admin, who is to get in afterwards; null to take the backup's accounts as they are. */
  readonly account: KeptAccount | null;
}

/**
 * Makes an unpacked database ready for the swap: checked, everybody signed out, the acting account
 * kept. Nothing of the live site is touched.
 *
 * @throws BackupError DATABASE_CORRUPT, STAGING_MISMATCH, PLAN_BLOCKED
 */
export function stageSqlite(settings: SqliteSettings, options: StageOptions): void {
  if (options.expected !== null) checkSqlite(settings, options.file, options.expected);
  const staging = openSqlite(settings, options.file);
  try {
    distrust(staging);
    staging.pragma('journal_mode = OFF');
    staging.pragma('foreign_keys = OFF');
    prepareViews(staging);
    refuseForeignShadows(staging);
    if (hasTable(staging, SESSIONS_TABLE)) staging.exec(`DELETE FROM ${SESSIONS_TABLE}`);
    if (options.account !== null) keepAccount(staging, options.account);
    requireSuperAdmin(staging);
  } finally {
    staging.close();
  }
  syncFile(options.file);
}

/** A view that cannot be prepared would fail after the swap; better now. */
function prepareViews(staging: SqliteHandle): void {
  for (const object of listObjects(staging)) {
    if (object.type !== 'view') continue;
    try {
      staging.prepare(`SELECT * FROM ${quoteIdentifier('sqlite', object.name)} LIMIT 0`);
    } catch (error) {
      throw new BackupError(
        'STAGING_MISMATCH',
        `The view ${object.name} of the backup cannot be used. Nothing was changed.`,
        { cause: error },
      );
    }
  }
}

/** A virtual table whose module this SQLite does not have cannot be brought back. */
function refuseForeignShadows(staging: SqliteHandle): void {
  const virtual = listObjects(staging).filter(isVirtual);
  if (virtual.length === 0) return;
  shadowTables(staging);
  for (const table of virtual) {
    try {
      staging.prepare(`SELECT * FROM ${quoteIdentifier('sqlite', table.name)} LIMIT 0`);
    } catch (error) {
      throw new BackupError(
        'STAGING_MISMATCH',
        `The table ${table.name} needs an SQLite extension that is missing here. Nothing was changed.`,
        { cause: error },
      );
    }
  }
}

/** A site without an active super-admin could not be helped by anybody. */
function requireSuperAdmin(staging: SqliteHandle): void {
  if (!hasTable(staging, 'admin_users')) return;
  const active = staging
    .prepare(
      `SELECT 1 FROM admin_users u JOIN admin_users_roles_lnk l ON l.user_id = u.id
       JOIN admin_roles r ON r.id = l.role_id
       WHERE r.code = 'strapi-super-admin' AND u.is_active = 1 AND COALESCE(u.blocked, 0) = 0 LIMIT 1`,
    )
    .get();
  if (active === undefined) {
    throw new BackupError(
      'PLAN_BLOCKED',
      'The backup has no active super-admin, so nobody could manage the site afterwards. Switch on "keep my account" and try again.',
    );
  }
}
