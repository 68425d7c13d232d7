import { SESSIONS_TABLE } from '../own-tables';
import type { PresentRows } from './present-rows';
import type { StateTable } from './swap-state';
import { tableText, type TableDefinition } from './table-definition';

/** A table of an archive while it is being loaded. */
export interface LoadingTable {
  readonly name: string;
  readonly staged: string;
  readonly definition: TableDefinition | null;
  foreignKeys: readonly string[];
  /** As in the archive: with those of the past. */
  rows: number;
  /** Where only the present rows are wanted. */
  present: PresentRows | null;
  /** Rows of the past that were left out. */
  leftOut: number;
}

export function isVersioned({ tail }: TableDefinition): boolean {
  return /\bWITH SYSTEM VERSIONING\b/.test(tail);
}

/** What the swap has to know of it. */
export function stateTable(table: LoadingTable): StateTable {
  const { name, staged, definition, foreignKeys, leftOut } = table;
  const rows = table.rows - leftOut;
  if (definition === null) return { name, physical: staged, kind: 'sequence', create: '', rows };
  const items = [...definition.items, ...foreignKeys.map((item) => `\n  ${item}`)];
  // Nobody stays signed in across a restore: these rows are gone by now.
  const present = name === SESSIONS_TABLE ? 0 : rows;
  return {
    name,
    physical: staged,
    kind: isVersioned(definition) ? 'versioned' : 'table',
    create: tableText({ ...definition, items }),
    rows: present,
  };
}
