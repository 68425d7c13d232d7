import type { DatabaseConnection } from '../database/connection';
import { nowExpression } from '../database/connection';
import { LEASES_TABLE } from '../database/own-tables';
import { leaseLost } from '../errors';

/** The right to run a job, held by one process at a time, for the whole site. */
export interface Lease {
  readonly holder: string;
  /** Rises with every holder: an act that carries it fails when somebody else came after. */
  readonly fence: number;
}

export interface LeaseState {
  readonly holder: string | null;
  readonly fence: number;
  /** What the holder works on: `{id, kind, recordId, name, startedAt}`. */
  readonly job: string | null;
  /** Time left by the database's clock, in milliseconds; 0 or less when it has expired. */
  readonly leftMs: number;
}

const SITE = 'site';

/**
 * Takes the lease when nobody holds it, for a job. One whose time is over is not free: what its holder had begun has
 * to be put in order first.
 *
 * @param holder a new random name for this try
 * @param expiryMs how long it lasts without a renewal
 * @returns null when somebody else holds it, or did
 */
export async function acquireLease(
  connection: DatabaseConnection,
  holder: string,
  job: string,
  expiryMs: number,
): Promise<Lease | null> {
  return take(connection, { holder, job, expiryMs }, 'holder IS NULL');
}

/**
 * Takes it also when the holder's time is over, for recovery.
 *
 * @param holder,expiryMs as above
 * @returns null when somebody holds it who lives
 */
export async function takeOverLease(
  connection: DatabaseConnection,
  holder: string,
  expiryMs: number,
): Promise<Lease | null> {
  const isOver = `(holder IS NULL OR expires_at <= ${nowExpression(connection.kind)})`;
  return take(connection, { holder, job: '', expiryMs }, isOver);
}

/** One conditional update, by the database's clock, so that two that try at once cannot both succeed. */
async function take(
  connection: DatabaseConnection,
  { holder, job, expiryMs }: { holder: string; job: string; expiryMs: number },
  condition: string,
): Promise<Lease | null> {
  const now = nowExpression(connection.kind);
  const ignore = connection.kind === 'sqlite' ? 'OR IGNORE' : 'IGNORE';
  await connection.run(
    `INSERT ${ignore} INTO ${LEASES_TABLE} (name, holder, fence, job, expires_at) VALUES (?, NULL, 0, NULL, 0)`,
    [SITE],
  );
  const taken = await connection.run(
    `UPDATE ${LEASES_TABLE} SET holder = ?, fence = fence + 1, job = ?, expires_at = ${now} + ?
     WHERE name = ? AND ${condition}`,
    [holder, job, expiryMs, SITE],
  );
  if (taken === 0) return null;
  const state = await readLease(connection);
  // Somebody may have come after us already, if this process was frozen in between.
  return state.holder === holder ? { holder, fence: state.fence } : null;
}

/**
 * The heartbeat.
 *
 * @throws BackupError LEASE_LOST when somebody else has taken the lease
 */
export async function renewLease(
  connection: DatabaseConnection,
  lease: Lease,
  expiryMs: number,
): Promise<void> {
  const renewed = await connection.run(
    `UPDATE ${LEASES_TABLE} SET expires_at = ${nowExpression(connection.kind)} + ?
     WHERE name = ? AND holder = ? AND fence = ?`,
    [expiryMs, SITE, lease.holder, lease.fence],
  );
  if (renewed === 0) throw leaseLost();
}

/** Lets the lease go; does nothing when somebody else has it by now. */
export async function releaseLease(connection: DatabaseConnection, lease: Lease): Promise<void> {
  await connection.run(
    `UPDATE ${LEASES_TABLE} SET holder = NULL, job = NULL, expires_at = 0
     WHERE name = ? AND holder = ? AND fence = ?`,
    [SITE, lease.holder, lease.fence],
  );
}

export async function readLease(connection: DatabaseConnection): Promise<LeaseState> {
  const [row] = await connection.all(
    `SELECT holder, fence, job, expires_at - ${nowExpression(connection.kind)} AS left_ms
     FROM ${LEASES_TABLE} WHERE name = ?`,
    [SITE],
  );
  if (row === undefined) return { holder: null, fence: 0, job: null, leftMs: 0 };
  return {
    holder: row.holder === null || row.holder === undefined ? null : String(row.holder),
    fence: Number(row.fence),
    job: row.job === null || row.job === undefined ? null : String(row.job),
    leftMs: Number(row.left_ms),
  };
}

/**
 * The condition that ties a statement to the lease: put it after `WHERE … AND`, so that the act and
 * the comparison are one.
 */
export function whileHolding(lease: Lease): { sql: string; params: [string, string, number] } {
  return {
    sql: `EXISTS (SELECT 1 FROM ${LEASES_TABLE} WHERE name = ? AND holder = ? AND fence = ?)`,
    params: [SITE, lease.holder, lease.fence],
  };
}
