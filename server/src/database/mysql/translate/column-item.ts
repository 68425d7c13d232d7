import { closingBracket, readName } from '../sql-lexer';

/** A column of a definition, in parts; joined they are the item again. */
export interface ColumnItem {
  readonly indent: string;
  readonly name: string;
  /** The name as it is quoted. */
  readonly quoted: string;
  /** In small letters, e.g. `varchar`. */
  readonly type: string;
  /** `(255)`, or empty. */
  readonly size: string;
  /** Everything after the type: character set, default, comment … */
  readonly rest: string;
}

/** @returns null for a key or a constraint */
export function parseColumn(item: string): ColumnItem | null {
  const start = item.length - item.trimStart().length;
  const name = readName(item, start);
  if (name === null) return null;
  const type = /^\s+([a-z][a-z0-9]*)/i.exec(item.slice(name.end));
  if (type === null) return null;
  const typeEnd = name.end + type[0].length;
  const sizeEnd = item[typeEnd] === '(' ? closingBracket(item, typeEnd) + 1 : typeEnd;
  if (sizeEnd === 0) return null;
  return {
    indent: item.slice(0, start),
    name: name.name,
    quoted: item.slice(start, name.end),
    type: (type[1] ?? '').toLowerCase(),
    size: item.slice(typeEnd, sizeEnd),
    rest: item.slice(sizeEnd),
  };
}

export function columnText({ indent, quoted, type, size, rest }: ColumnItem): string {
  return `${indent}${quoted} ${type}${size}${rest}`;
}

const LONG_TYPES = /^(?:(?:tiny|medium|long)?(?:text|blob)|json|geometry|vector)$/;

/** Whether the values are so long that MySQL takes neither a plain default nor a key over all of it. */
export function isLongType(type: string): boolean {
  return LONG_TYPES.test(type) || /(?:point|linestring|polygon|collection)$/.test(type);
}
