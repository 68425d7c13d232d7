import { translateColumnCharset } from './column-charset';
import { bracketDefault } from './column-default';
import type { ColumnItem } from './column-item';
import { Refusal } from './refusal';
import { isAtLeast, serverName } from './server-version';
import { outline, takeOut } from './sql-outline';
import { inColumn, type TranslationContext } from './translation-context';
import { dropMariadbComments } from './version-comments';

/** Types that MySQL has not, and the text in which MariaDB shows their values. */
const AS_TEXT: Readonly<Record<string, { readonly type: string; readonly size: string }>> = {
  uuid: { type: 'char', size: '(36)' },
  inet4: { type: 'varchar', size: '(15)' },
  inet6: { type: 'varchar', size: '(39)' },
};

/** A column of MariaDB for MySQL, and the check that stood in it: a constraint of the table there. */
export interface MysqlColumn {
  readonly column: ColumnItem;
  /** `CHECK (…)`, without a name. */
  readonly check: string | null;
}

/**
 * A column of MariaDB, for MySQL.
 *
 * - LONGTEXT with `json_valid` (what `JSON` is in MariaDB) stays as it is. As `json` MySQL would sort the
 *   keys of every value, drop repeated ones and rewrite numbers: not the same text any more.
 * - UUID, INET4 and INET6 become the text that MariaDB shows: every value and every key stays, but nothing
 *   refuses what is no address, and the order is that of text.
 *
 * @throws Refusal
 */
export function toMysqlColumn(given: ColumnItem, table: TranslationContext): MysqlColumn {
  const context = inColumn(table, given.name);
  const { place, target } = context;
  let column = {
    ...given,
    rest: dropMariadbComments(given.rest, (inner) => {
      context.note(`The option ${inner} is left out; the values are the same`, place);
    }),
  };

  const text = AS_TEXT[column.type];
  if (text !== undefined) {
    const { type } = column;
    column = {
      ...column,
      ...text,
      rest: ` CHARACTER SET ascii COLLATE ascii_general_ci${column.rest}`,
    };
    context.note(
      `The type ${type.toUpperCase()} becomes ${text.type.toUpperCase()}${text.size}: the values stay, other text is not refused any more, and the order is that of text`,
      place,
    );
  } else if (column.type === 'decimal') {
    const scale = Number(/,\s*(\d+)/.exec(column.size)?.[1] ?? 0);
    if (scale > 30) {
      throw new Refusal(
        place,
        `it has ${String(scale)} digits behind the point, and MySQL has at most 30`,
        'Change the column before the backup is made.',
      );
    }
  } else if (column.type === 'vector' && !isAtLeast(target, 9)) {
    throw new Refusal(
      place,
      `it is a VECTOR, and ${serverName(target)} has none`,
      'MySQL has them from 9.0 on.',
    );
  }

  // Names of sequences are quoted; the calls are code.
  if (/\b(?:nextval|lastval)\s*\(|\bnext value for\b/i.test(column.rest)) {
    throw new Refusal(
      place,
      'its default draws from a sequence, and MySQL has none',
      'Make the column AUTO_INCREMENT before the backup is made.',
    );
  }
  if (/\bINVISIBLE\b/i.test(outline(column.rest)) && !isAtLeast(target, 8, 0, 23)) {
    throw new Refusal(
      place,
      `it is invisible, and ${serverName(target)} has no such columns`,
      'MySQL has them from 8.0.23 on.',
    );
  }

  const { column: plain, check } = takeCheck(column);
  const stored = takeOut(plain.rest, /\bPERSISTENT\b/i);
  const renamed = stored === null ? plain : { ...plain, rest: `${stored.text} STORED` };
  return {
    column: translateColumnCharset(bracketDefault(renamed), context),
    check,
  };
}

/** The check is the last thing of a column. */
function takeCheck(column: ColumnItem): MysqlColumn {
  const found = /\s+CHECK\s*\(/i.exec(outline(column.rest));
  if (found === null) return { column, check: null };
  return {
    column: { ...column, rest: column.rest.slice(0, found.index) },
    check: column.rest.slice(found.index).trim(),
  };
}
