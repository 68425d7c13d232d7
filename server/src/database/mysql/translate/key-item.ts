import { closingBracket, readName, splitList } from '../sql-lexer';

/** An index of a definition, in parts; joined they are the item again. */
export interface KeyItem {
  /** White space, and e.g. `UNIQUE KEY `. */
  readonly head: string;
  /** PRIMARY for the primary key. */
  readonly name: string;
  readonly quoted: string;
  /** What is between the brackets, split. */
  readonly parts: readonly string[];
  /** After the bracket: USING, COMMENT, visibility … */
  readonly rest: string;
}

const HEAD = /^\s*(?:PRIMARY |UNIQUE |FULLTEXT |SPATIAL |VECTOR )?KEY\s+/i;

/** @returns null for anything but an index */
export function parseKey(item: string): KeyItem | null {
  const head = HEAD.exec(item)?.[0];
  if (head === undefined) return null;
  const name = readName(item, head.length);
  const nameEnd = name?.end ?? head.length;
  const open = item.indexOf('(', nameEnd);
  const close = open === -1 ? -1 : closingBracket(item, open);
  if (close === -1) return null;
  return {
    head,
    name: name?.name ?? 'PRIMARY',
    quoted: item.slice(head.length, open),
    parts: splitList(item.slice(open + 1, close)),
    rest: item.slice(close + 1),
  };
}

export function keyText({ head, quoted, parts, rest }: KeyItem): string {
  return `${head}${quoted}(${parts.join(',')})${rest}`;
}

/** The column of a part, when the index is over all of it; null for a prefix or an expression. */
export function wholeColumn(part: string): string | null {
  const name = readName(part.trim(), 0);
  if (name === null || part.trim()[name.end] === '(') return null;
  return name.name;
}
