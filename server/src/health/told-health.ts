import { z } from 'zod';
import { healthReasonSchema, type HealthReason } from '../contracts/health';
import type { PastTrouble } from '../contracts/notices';
import { nowExpression, type DatabaseConnection } from '../database/connection';
import { HEALTH_TABLE } from '../database/own-tables';

/**
 * What was told last of the health of a site. It is in the database, so that of several instances one tells a change,
 * and none tells it again after a restart: whoever changes the row tells. There are two states, `well` and `unhealthy`.
 */
const SITE = 'site';

const reasonsSchema = z.array(healthReasonSchema);

/**
 * Notes that the site is unhealthy.
 *
 * @returns whether this is new, and the caller is the one who tells it
 */
export async function noteUnhealthy(
  connection: DatabaseConnection,
  reasons: readonly HealthReason[],
): Promise<boolean> {
  const now = nowExpression(connection.kind);
  const seen = await connection.run(
    `UPDATE ${HEALTH_TABLE} SET seen_at = ${now} WHERE name = ? AND state = 'unhealthy'`,
    [SITE],
  );
  if (seen > 0) return false;
  const ignore = connection.kind === 'sqlite' ? 'OR IGNORE' : 'IGNORE';
  await connection.run(
    `INSERT ${ignore} INTO ${HEALTH_TABLE} (name, state, reasons, told_at, seen_at) VALUES (?, 'well', '[]', 0, 0)`,
    [SITE],
  );
  const changed = await connection.run(
    `UPDATE ${HEALTH_TABLE} SET state = 'unhealthy', reasons = ?, told_at = ${now}, seen_at = ${now}
     WHERE name = ? AND state = 'well'`,
    [JSON.stringify(reasons), SITE],
  );
  return changed > 0;
}

/**
 * Notes that the site is not unhealthy, as this instance sees it.
 *
 * @param quietMs for so long no instance may have seen it unhealthy: one of several whose folder is not mounted would
 *   make the others tell a recovery each minute, and itself the opposite
 * @returns what had been wrong, when the caller is the one who tells that it is over; else null
 */
export async function noteWell(
  connection: DatabaseConnection,
  quietMs: number,
): Promise<PastTrouble | null> {
  const [row] = await connection.all(
    `SELECT reasons, told_at FROM ${HEALTH_TABLE} WHERE name = ? AND state = 'unhealthy'`,
    [SITE],
  );
  if (row === undefined) return null;
  const toldAt = Number(row.told_at);
  const changed = await connection.run(
    `UPDATE ${HEALTH_TABLE} SET state = 'well', reasons = '[]'
     WHERE name = ? AND state = 'unhealthy' AND told_at = ? AND seen_at <= ${nowExpression(connection.kind)} - ?`,
    [SITE, toldAt, quietMs],
  );
  if (changed === 0) return null;
  return { since: new Date(toldAt).toISOString(), reasons: parseReasons(String(row.reasons)) };
}

/** Another version may have written reasons that this one does not know. */
function parseReasons(text: string): HealthReason[] {
  try {
    return reasonsSchema.parse(JSON.parse(text));
  } catch {
    return [];
  }
}
