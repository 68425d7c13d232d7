import type { SqlParameter, SqlRow } from '../database/connection';

/** How a property of a record is kept in a column; the columns are the ones that Strapi makes. */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'json' | 'time';

export interface Column {
  readonly column: string;
  readonly kind: ColumnKind;
}

export type Columns<Shape> = { readonly [Property in keyof Shape]-?: Column };

/** A value as Strapi itself would write it: JSON as text; the connection knows how times are written. */
export function encodeValue(kind: ColumnKind, value: unknown): SqlParameter {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'json':
      return JSON.stringify(value);
    case 'boolean':
      return value === true ? 1 : 0;
    case 'time':
      return new Date(value as string);
    case 'number':
      return value as number;
    case 'text':
      return value as string;
  }
}

export function decodeValue(kind: ColumnKind, value: SqlRow[string] | undefined): unknown {
  if (value === null || value === undefined) return null;
  switch (kind) {
    case 'json':
      return JSON.parse(String(value)) as unknown;
    case 'boolean':
      return Number(value) !== 0;
    case 'time':
      return new Date(typeof value === 'string' ? value : Number(value)).toISOString();
    case 'number':
      return Number(value);
    case 'text':
      return String(value);
  }
}

export function decodeRow(columns: Record<string, Column>, row: SqlRow): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(columns).map(([property, { column, kind }]) => [
      property,
      decodeValue(kind, row[column]),
    ]),
  );
}
