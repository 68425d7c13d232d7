import { columnLiteral } from '../column-literal';
import type { ColumnInfo } from '../inspect-mysql';
import { keywordsOf } from '../sql-lexer';
import type { TableDefinition } from '../table-definition';
import { parseColumn } from '../translate/column-item';

/** Dumps are in UTF-8, whatever the character sets of the columns are; bytes are bytes. */
export function writableColumns({ items }: TableDefinition): ColumnInfo[] {
  return items.flatMap((item) => {
    const column = parseColumn(item);
    if (column === null || isGenerated(column.rest)) return [];
    return [
      { name: column.name, type: column.type, literal: columnLiteral(column.type, 'utf8mb4') },
    ];
  });
}

function isGenerated(rest: string): boolean {
  return /\bGENERATED\s+ALWAYS\b|\bAS\s*\(/i.test(keywordsOf(rest));
}
