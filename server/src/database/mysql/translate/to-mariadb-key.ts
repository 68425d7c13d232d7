import type { KeyItem } from './key-item';
import { Refusal } from './refusal';
import { isAtLeast, serverName } from './server-version';
import { takeOut } from './sql-outline';
import type { TranslationContext } from './translation-context';

/**
 * An index of MySQL, for MariaDB: INVISIBLE is called IGNORED; indexes over expressions, and parsers that
 * are plugins, do not exist. Before 10.8 a descending index is made, but ascending: other speed, same rows.
 *
 * @throws Refusal
 */
export function toMariadbKey(key: KeyItem, context: TranslationContext): KeyItem {
  const { place, target } = context;
  if (key.parts.some((part) => part.trim().startsWith('('))) {
    throw new Refusal(
      place,
      `its index ${key.name} is over an expression, and MariaDB has no such indexes`,
      'Drop the index, or put it on a generated column, before the backup is made.',
    );
  }
  const parser = takeOut(key.rest, /\s+WITH PARSER\b/i);
  if (parser !== null) {
    throw new Refusal(
      place,
      `its index ${key.name} is made by a parser that MariaDB has not (${key.rest.trim()})`,
      'Drop the index, or make it without a parser, before the backup is made.',
    );
  }
  if (key.parts.some((part) => /\bDESC$/i.test(part.trim())) && !isAtLeast(target, 10, 8)) {
    context.note(`${serverName(target)} sorts the descending index ${key.name} upwards`, place);
  }
  let { rest } = key;
  for (const clause of [/\s+(?:SECONDARY_)?ENGINE_ATTRIBUTE\s*=?\s*'\s*'/i]) {
    rest = takeOut(rest, clause)?.text ?? rest;
  }
  const hidden = takeOut(rest, /\s+INVISIBLE\b/i);
  return { ...key, rest: hidden === null ? rest : `${hidden.text} IGNORED` };
}
