import { leaseLost } from '../../errors';
import type { Lease } from '../../lease/lease';
import { LEASES_TABLE } from '../own-tables';
import type { SqliteSettings } from '../settings';
import { openSqlite } from './open-sqlite';
import { sqliteError } from './sqlite-errors';

/**
 * Does something while the write lock is held and the lease was found to be ours: nobody can take
 * the lease in between, since taking it is a write. Keep the act to a few milliseconds.
 *
 * @throws BackupError LEASE_LOST, DATABASE_LOCKED, and then `act` has not run
 */
export function underSqliteFence(settings: SqliteSettings, lease: Lease, act: () => void): void {
  const handle = openSqlite(settings, settings.filename);
  try {
    try {
      handle.exec('BEGIN IMMEDIATE');
    } catch (error) {
      throw sqliteError(error);
    }
    try {
      const held = handle
        .prepare(`SELECT 1 FROM ${LEASES_TABLE} WHERE name = 'site' AND holder = ? AND fence = ?`)
        .get(lease.holder, lease.fence);
      if (held === undefined) throw leaseLost();
      act();
    } finally {
      // Nothing was written: the lock was all we wanted.
      handle.exec('ROLLBACK');
    }
  } finally {
    handle.close();
  }
}
