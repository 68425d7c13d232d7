import { leaseLost } from '../../errors';
import type { Lease } from '../../lease/lease';
import { LEASES_TABLE } from '../own-tables';
import type { MysqlSession } from './mysql-session';
import { sqlString } from './sql-string';

/**
 * Compares the lease. With `lock`, nobody can take it until the transaction ends.
 *
 * @throws BackupError LEASE_LOST, DATABASE_LOCKED
 */
export async function requireLease(
  session: MysqlSession,
  lease: Lease,
  lock: 'lock' | 'look' = 'look',
): Promise<void> {
  const sql = `SELECT holder, fence FROM ${LEASES_TABLE} WHERE name = 'site'
     AND holder = ${sqlString(lease.holder)} AND fence = ${String(lease.fence)}`;
  const [row] = await session.rows(lock === 'lock' ? `${sql} FOR UPDATE` : sql);
  if (row === undefined) throw leaseLost();
}
