import { nowExpression, type DatabaseConnection } from '../database/connection';
import { INSTANCES_TABLE } from '../database/own-tables';

/**
 * When the last sign of a running Strapi was seen, by the database's clock: each instance gives one regularly.
 *
 * @param expiryMs an instance that has been silent for so long is gone
 * @returns milliseconds ago; null when none runs
 */
export async function lastSignOfLife(
  connection: DatabaseConnection,
  expiryMs: number,
): Promise<number | null> {
  const now = nowExpression(connection.kind);
  const [row] = await connection.all(
    `SELECT MAX(seen_at) - ${now} AS ahead FROM ${INSTANCES_TABLE} WHERE seen_at > ${now} - ?`,
    [expiryMs],
  );
  const ahead = row?.ahead ?? null;
  return ahead === null ? null : Math.max(0, -Number(ahead));
}
