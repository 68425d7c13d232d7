import {
  AUDIT_TABLE,
  RECORDS_TABLE,
  RESTORES_TABLE,
  SCHEDULES_TABLE,
  SETTINGS_TABLE,
} from '../../server/src/database/own-tables';
import type { Site } from '../support/site';

/** The tables in which people look things up; leases and the like come and go. */
const LASTING = [RECORDS_TABLE, RESTORES_TABLE, SCHEDULES_TABLE, SETTINGS_TABLE, AUDIT_TABLE];

/** Written when a backup is verified again, which these tests do. */
const VERIFICATION = new Set(['verified_at', 'updated_at']);

/** Each row of the plugin's own tables as text, by table and id. */
export type OwnRows = ReadonlyMap<string, string>;

export async function ownRows({ database }: Site): Promise<OwnRows> {
  const found = new Map<string, string>();
  for (const table of LASTING) {
    for (const row of await database.query(`SELECT * FROM ${table}`)) {
      const id = String(row['document_id'] ?? row['id']);
      const lasting = Object.entries(row).filter(([column]) => !VERIFICATION.has(column));
      found.set(`${table} ${id}`, JSON.stringify(lasting));
    }
  }
  return found;
}

/**
 * The rows that are gone or not what they were.
 *
 * @param except ids of rows that had to change
 */
export function lostRows(
  before: OwnRows,
  after: OwnRows,
  except: readonly string[] = [],
): string[] {
  return [...before]
    .filter(([name, row]) => after.get(name) !== row)
    .map(([name]) => name)
    .filter((name) => !except.some((id) => name.endsWith(` ${id}`)));
}
