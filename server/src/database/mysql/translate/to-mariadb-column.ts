import { translateColumnCharset } from './column-charset';
import type { ColumnItem } from './column-item';
import { dropIntroducers } from './drop-introducers';
import { Refusal } from './refusal';
import { isAtLeast, serverName } from './server-version';
import { outline, takeOut } from './sql-outline';
import { inColumn, type TranslationContext } from './translation-context';

/** Clauses for other storage than InnoDB's, which InnoDB itself does not heed. */
const STORAGE = [
  /\s+COLUMN_FORMAT\s+\w+/i,
  /\s+STORAGE\s+(?:DISK|MEMORY)/i,
  /\s+NOT\s+SECONDARY/i,
  /\s+(?:SECONDARY_)?ENGINE_ATTRIBUTE\s*=?\s*'\s*'/i,
];

/**
 * A column of MySQL, for MariaDB.
 *
 * - `json` becomes what MariaDB itself makes of that word: LONGTEXT in utf8mb4_bin with a check. Rows are
 *   dumped as the text that MySQL shows, and load as they are.
 * - A generated column cannot be NOT NULL there; a check says the same.
 * - SRID 0 is the plane, which is all that MariaDB computes on. On any other MySQL computes on the earth,
 *   and refuses values of another one: neither can be kept.
 *
 * @throws Refusal
 */
export function toMariadbColumn(given: ColumnItem, table: TranslationContext): ColumnItem {
  const context = inColumn(table, given.name);
  const { place, target } = context;
  const checks: string[] = [];
  let { type } = given;
  let rest = dropIntroducers(given.rest, context);

  if (type === 'json') {
    type = 'longtext';
    rest = ` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin${rest}`;
    checks.push(`json_valid(${given.quoted})`);
  } else if (type === 'geomcollection') {
    type = 'geometrycollection';
  } else if (type === 'vector' && !isAtLeast(target, 11, 7)) {
    throw new Refusal(
      place,
      `it is a VECTOR, and ${serverName(target)} has none`,
      'MariaDB has them from 11.7 on.',
    );
  }

  const srid = takeOut(rest, /\s+SRID\s+\d+/i);
  if (srid !== null) {
    if (Number(/\d+$/.exec(srid.found)?.[0]) !== 0) {
      throw new Refusal(
        place,
        `it belongs to the reference system ${srid.found.trim()}, on which MariaDB cannot compute`,
        'Take the SRID from the column before the backup is made, if a plane is enough.',
      );
    }
    rest = srid.text;
  }
  for (const clause of STORAGE) {
    const found = takeOut(rest, clause);
    if (found !== null) rest = found.text;
  }

  const generated = takeOut(rest, /\bGENERATED ALWAYS AS\b/i) !== null;
  if (generated) {
    const notNull = takeOut(rest, /\s+NOT NULL\b/i);
    if (notNull !== null) {
      rest = notNull.text;
      checks.push(`${given.quoted} is not null`);
    }
  }
  const top = outline(rest);
  if (/\bINVISIBLE\b/i.test(top) && !generated && isRequired(top)) {
    throw new Refusal(
      place,
      'it is invisible, NOT NULL and without a default, which MariaDB does not allow',
      'Give it a default, or make it visible, before the backup is made.',
    );
  }
  if (
    type === 'timestamp' &&
    !target.plainTimestamps &&
    /\bNOT NULL\b/i.test(top) &&
    !/\bDEFAULT\b/i.test(top)
  ) {
    context.note(
      'A TIMESTAMP NOT NULL without a default gets one from this server, and may follow the clock',
      place,
    );
  }

  const own = translateColumnCharset({ ...given, type, rest }, context);
  const check = checks.length === 0 ? '' : ` CHECK (${checks.join(' and ')})`;
  return { ...own, rest: own.rest + check };
}

function isRequired(top: string): boolean {
  return /\bNOT NULL\b/i.test(top) && !/\b(?:DEFAULT|AUTO_INCREMENT)\b/i.test(top);
}
