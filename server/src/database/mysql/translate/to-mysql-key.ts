import { isLongType } from './column-item';
import { wholeColumn, type KeyItem } from './key-item';
import { Refusal } from './refusal';
import { takeOut } from './sql-outline';
import type { TranslationContext } from './translation-context';

/**
 * An index of MariaDB, for MySQL: IGNORED is called INVISIBLE; unique keys over whole long texts, periods
 * without overlaps, and MariaDB's vector indexes do not exist.
 *
 * @param types of the columns of the table
 * @throws Refusal
 */
export function toMysqlKey(
  key: KeyItem,
  types: ReadonlyMap<string, string>,
  context: TranslationContext,
): KeyItem {
  const { place } = context;
  if (/^\s*VECTOR /i.test(key.head)) {
    throw new Refusal(
      place,
      `its index ${key.name} is a vector index, and MySQL has none`,
      'Drop the index before the backup is made.',
    );
  }
  if (key.parts.some((part) => /\bWITHOUT OVERLAPS$/i.test(part.trim()))) {
    throw new Refusal(
      place,
      `its key ${key.name} is WITHOUT OVERLAPS, which MySQL cannot keep`,
      'Drop the key before the backup is made.',
    );
  }
  const plain = !/^\s*(?:FULLTEXT|SPATIAL) /i.test(key.head);
  for (const part of plain ? key.parts : []) {
    const column = wholeColumn(part);
    if (column === null || !isLongType(types.get(column) ?? '')) continue;
    throw new Refusal(
      { ...place, column },
      `the key ${key.name} is over the whole of it, and MySQL takes only the beginning of a long text into a key`,
      'Make it a VARCHAR, or drop the key, before the backup is made.',
    );
  }
  const hidden = takeOut(key.rest, /\s+IGNORED\b/i);
  return hidden === null ? key : { ...key, rest: `${hidden.text} INVISIBLE` };
}
