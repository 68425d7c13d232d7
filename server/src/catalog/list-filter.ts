import type { z } from 'zod';
import type { Filter } from './record-table';
import { encodeValue } from './row-codec';
import type { listAuditSchema } from '../contracts/audit';
import type { ListBackups } from '../contracts/backups';
import type { ListRestores } from '../contracts/restores';
import type { SqlParameter } from '../database/connection';
import { RECORDS_TABLE, RESTORES_TABLE } from '../database/own-tables';

const DAY_MS = 86_400_000;
const LIKE = `LIKE ? ESCAPE '!'`;

export function backupFilter(query: ListBackups): Filter {
  return allOf([
    equals('type', query.type),
    equals('status', query.status),
    equals('origin', query.origin),
    contains(query.q, [
      `SELECT id AS hit FROM ${RECORDS_TABLE} WHERE name ${LIKE} OR file_name ${LIKE}`,
      `SELECT id AS hit FROM ${RECORDS_TABLE} WHERE note > '' AND note ${LIKE}`,
    ]),
    query.from === undefined
      ? null
      : { sql: 'created_at >= ?', params: [encodeValue('time', query.from)] },
    query.to === undefined ? null : { sql: 'created_at < ?', params: [endOf(query.to)] },
  ]);
}

export function restoreFilter(query: ListRestores): Filter {
  return allOf([
    equals('status', query.status),
    contains(query.q, [`SELECT id AS hit FROM ${RESTORES_TABLE} WHERE backup_name ${LIKE}`]),
  ]);
}

export function auditFilter(query: z.output<typeof listAuditSchema>): Filter {
  return allOf([equals('action', query.action), equals('subject', query.subject)]);
}

/** A day is meant whole; of a moment, the moment itself is still in. */
function endOf(to: string): SqlParameter {
  const isDay = !to.includes('T');
  const end = new Date(Date.parse(to) + (isDay ? DAY_MS : 1));
  return encodeValue('time', end.toISOString());
}

function equals(column: string, value: string | undefined): Filter | null {
  return value === undefined ? null : { sql: `${column} = ?`, params: [value] };
}

/** @param selects each of what one index has: texts are looked through there, and not row by row */
function contains(text: string | undefined, selects: readonly string[]): Filter | null {
  if (text === undefined || text === '') return null;
  const pattern = `%${text.replace(/[!%_]/g, '!$&')}%`;
  const sql = selects.join(' UNION ');
  const params = Array.from(sql.matchAll(/\?/g), () => pattern);
  return { sql: '1 = 1', params: [], hits: { sql, params } };
}

function allOf(conditions: readonly (Filter | null)[]): Filter {
  const present = conditions.filter((each) => each !== null);
  return {
    sql: ['1 = 1', ...present.map((each) => each.sql)].join(' AND '),
    params: present.flatMap((each) => each.params),
    hits: present.find(({ hits }) => hits !== undefined)?.hits,
  };
}
