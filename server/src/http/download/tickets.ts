import { createHash, randomBytes } from 'node:crypto';
import { nowExpression, type DatabaseConnection } from '../../database/connection';
import { TICKETS_TABLE } from '../../database/own-tables';

/** How long after its issue a download may start. */
const START_MS = 60_000;
/** How long after its start a download may go on where it was cut off. */
const RESUME_MS = 3_600_000;

const TICKET = /^[A-Za-z0-9_-]{43}$/;

export interface Ticket {
  readonly hash: string;
  readonly backupId: string;
}

/**
 * Makes a link that downloads one backup without signing in: browsers cannot send a header when they
 * follow a link. What is stored is its hash; times are the database's.
 */
export async function issueTicket(
  connection: DatabaseConnection,
  backupId: string,
): Promise<{ ticket: string; hash: string; startBefore: string }> {
  const now = nowExpression(connection.kind);
  const ticket = randomBytes(32).toString('base64url');
  const hash = hashOf(ticket);
  await connection.run(`DELETE FROM ${TICKETS_TABLE} WHERE valid_until < ${now}`);
  await connection.run(
    `INSERT INTO ${TICKETS_TABLE} (hash, backup_id, created_at, start_before, started_at, valid_until)
     VALUES (?, ?, ${now}, ${now} + ?, NULL, ${now} + ?)`,
    [hash, backupId, START_MS, START_MS],
  );
  const [row] = await connection.all(`SELECT start_before FROM ${TICKETS_TABLE} WHERE hash = ?`, [
    hash,
  ]);
  return { ticket, hash, startBefore: new Date(Number(row?.start_before)).toISOString() };
}

/** @returns null for a ticket that was never issued, or whose time is over */
export async function findTicket(
  connection: DatabaseConnection,
  ticket: string,
): Promise<Ticket | null> {
  if (!TICKET.test(ticket)) return null;
  const hash = hashOf(ticket);
  const [row] = await connection.all(
    `SELECT backup_id FROM ${TICKETS_TABLE}
     WHERE hash = ? AND valid_until >= ${nowExpression(connection.kind)}`,
    [hash],
  );
  return row === undefined ? null : { hash, backupId: String(row.backup_id) };
}

/**
 * Uses a ticket: one conditional update, so that of two who start at once only one can.
 *
 * @param resumes whether only a part is asked for, which a started download may
 */
export async function claimTicket(
  connection: DatabaseConnection,
  hash: string,
  resumes: boolean,
): Promise<boolean> {
  const now = nowExpression(connection.kind);
  const started = await connection.run(
    `UPDATE ${TICKETS_TABLE} SET started_at = ${now}, valid_until = ${now} + ?
     WHERE hash = ? AND started_at IS NULL AND start_before >= ${now}`,
    [RESUME_MS, hash],
  );
  if (started > 0) return true;
  if (!resumes) return false;
  const [row] = await connection.all(
    `SELECT 1 AS found FROM ${TICKETS_TABLE}
     WHERE hash = ? AND started_at IS NOT NULL AND valid_until >= ${now}`,
    [hash],
  );
  return row !== undefined;
}

function hashOf(ticket: string): string {
  return createHash('sha256').update(ticket).digest('hex');
}
