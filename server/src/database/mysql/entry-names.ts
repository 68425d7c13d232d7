import { createHash } from 'node:crypto';

export const SCHEMA_ENTRY = 'database/00-schema.sql';
export const FINISH_ENTRY = 'database/90-finish.sql';

const LONGEST = 180;

/**
 * A table's name as part of a file name: small letters, digits and `_` as they are, everything else as
 * `%` with the hex of its UTF-8 bytes. So no two tables share a file on a disk that folds case.
 */
export function encodeTableName(table: string): string {
  const encoded = Array.from(Buffer.from(table), (byte) => {
    const char = String.fromCharCode(byte);
    return /[a-z0-9_]/.test(char) ? char : `%${byte.toString(16).padStart(2, '0')}`;
  }).join('');
  if (encoded.length <= LONGEST) return encoded;
  const hash = createHash('sha256').update(table).digest('hex').slice(0, 24);
  return `${encoded.slice(0, LONGEST - 30)}~${hash}`;
}

/** `database/10-<table>-00001.sql`; a table with many rows has several, in order. */
export function rowsEntry(table: string, part: number): string {
  return `${rowsPrefix(table)}${String(part).padStart(5, '0')}.sql`;
}

export function rowsPrefix(table: string): string {
  return `database/10-${encodeTableName(table)}-`;
}
