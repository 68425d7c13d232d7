import { BackupError } from '../../errors';
import { quoteIdentifier } from '../identifiers';
import { skipQuoted } from './sql-lexer';
import type { StoredObject } from './stored-object';

const QUOTED = '(?:`(?:[^`]|``)+`|"(?:[^"]|"")+")';
/** A name as a person may have typed it, with its schema before it. */
const TYPED = `(?:(?:${QUOTED}|[\\w$\\x80-\\xff]+)\\s*\\.\\s*)?(?:${QUOTED}|[\\w$\\x80-\\xff]+)`;
const DEFINER = `DEFINER=(?:CURRENT_USER|${QUOTED}(?:@${QUOTED})?)`;

/** How the server shows the beginning of each kind of object; nothing else is sent to it. */
const HEADS: Readonly<Record<StoredObject['kind'], RegExp>> = {
  view: new RegExp(
    `^(CREATE (?:OR REPLACE )?(?:ALGORITHM=\\w+ )?)(${DEFINER} )((?:SQL SECURITY (?:DEFINER|INVOKER) )?VIEW )(${QUOTED})(?= )`,
  ),
  trigger: new RegExp(
    `^(CREATE )(${DEFINER} )(TRIGGER\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?)(${TYPED})(\\s+(?:BEFORE|AFTER)\\s+(?:INSERT|UPDATE|DELETE)\\s+ON\\s+)(${TYPED})(?=\\s+FOR\\s+EACH\\s+ROW\\s)`,
    'i',
  ),
  procedure: new RegExp(`^(CREATE )(${DEFINER} )(PROCEDURE )(${QUOTED})(?=\\()`),
  function: new RegExp(`^(CREATE )(${DEFINER} )((?:AGGREGATE )?FUNCTION )(${QUOTED})(?=\\()`),
  event: new RegExp(`^(CREATE )(${DEFINER} )(EVENT )(${QUOTED})(?= ON SCHEDULE )`),
};

interface Changes {
  readonly name?: string;
  /** The table of a trigger. */
  readonly table?: string;
  /** Let the object belong to the account that makes it. */
  readonly ownDefiner?: boolean;
}

/**
 * The statement of an object with another name, table or definer.
 *
 * @throws BackupError STAGING_MISMATCH when it is not a statement of that kind, as the server writes it
 */
export function objectText(object: StoredObject, changes: Changes): Buffer {
  // One character is one byte: bytes of other character sets pass unchanged.
  const text = object.sql.toString('latin1');
  const found = HEADS[object.kind].exec(text);
  const [whole, start, definer, what, name = '', on = '', table = ''] = found ?? [];
  if (whole === undefined || typedName(name) !== object.name) throw strange(object);
  if (object.kind === 'trigger' && typedName(table) !== object.table) throw strange(object);
  const head = [
    start,
    changes.ownDefiner === true ? 'DEFINER=CURRENT_USER ' : definer,
    what,
    renamed(name, object.name, changes.name),
    on,
    renamed(table, object.table ?? '', changes.table),
  ].join('');
  return Buffer.from(head + text.slice(whole.length), 'latin1');
}

/** The account that an object belongs to, as `user@host`; null when its text does not say. */
export function definerOf(object: StoredObject): string | null {
  const text = HEADS[object.kind].exec(object.sql.toString('latin1'))?.[2];
  const found = new RegExp(`DEFINER=(${QUOTED})@(${QUOTED})`).exec(text ?? '');
  const [, user, host] = found ?? [];
  return user === undefined || host === undefined ? null : `${typedName(user)}@${typedName(host)}`;
}

/** As it was typed, unless it is to be another, or named the schema that it came from. */
function renamed(typed: string, name: string, change: string | undefined): string {
  if (change !== undefined) return latin1(change);
  return typed === lastPart(typed) ? typed : latin1(name);
}

function typedName(typed: string): string {
  const part = lastPart(typed);
  const quote = part[0];
  const plain =
    quote === '`' || quote === '"' ? part.slice(1, -1).replaceAll(quote + quote, quote) : part;
  return Buffer.from(plain, 'latin1').toString('utf8');
}

function lastPart(typed: string): string {
  return new RegExp(`(?:${QUOTED}|[\\w$\\x80-\\xff]+)$`).exec(typed)?.[0] ?? typed;
}

/** An event as it is, but asleep: it must not act while it is only tried. */
export function sleepingEvent(sql: Buffer): Buffer {
  const text = sql.toString('latin1');
  let at = 0;
  while (at < text.length) {
    const next = skipQuoted(text, at);
    if (next > at) {
      at = next;
      continue;
    }
    const found = /^ (?:ENABLE|DISABLE ON (?:SLAVE|REPLICA)|DISABLE)(?= (?:COMMENT|DO) )/i.exec(
      text.slice(at, at + 40),
    );
    if (found !== null) {
      return Buffer.from(
        `${text.slice(0, at)} DISABLE${text.slice(at + found[0].length)}`,
        'latin1',
      );
    }
    at += 1;
  }
  return sql;
}

/**
 * A view over staged tables instead of the site's: each table after FROM and JOIN gets its staged name,
 * and its own as an alias, so that the rest of the text stays as it is.
 */
export function viewOverStaged(sql: Buffer, staged: ReadonlyMap<string, string>): Buffer {
  const text = sql.toString('utf8');
  let result = '';
  let at = 0;
  let expects = false;
  while (at < text.length) {
    const end = skipQuoted(text, at);
    if (end > at) {
      const piece = text.slice(at, end);
      const target =
        expects && piece.startsWith('`') && text[end] !== '.'
          ? staged.get(unquote(piece))
          : undefined;
      const hasAlias = /^ `/.test(text.slice(end, end + 2));
      result +=
        target === undefined
          ? piece
          : `${quoteIdentifier('mysql', target)}${hasAlias ? '' : ` ${piece}`}`;
      expects = false;
      at = end;
      continue;
    }
    const word = /^[A-Za-z_]+/.exec(text.slice(at, at + 40))?.[0];
    if (word !== undefined) {
      expects = /^(?:from|join|straight_join)$/i.test(word);
      result += word;
      at += word.length;
      continue;
    }
    const char = text[at] ?? '';
    if (!/[\s(]/.test(char)) expects = false;
    result += char;
    at += 1;
  }
  return Buffer.from(result);
}

function unquote(piece: string): string {
  return piece.slice(1, -1).replaceAll('``', '`');
}

function latin1(name: string): string {
  return Buffer.from(quoteIdentifier('mysql', name)).toString('latin1');
}

function strange(object: StoredObject): BackupError {
  return new BackupError(
    'STAGING_MISMATCH',
    `The ${object.kind} ${object.name} of the backup is not in the form that the server writes. Nothing was changed.`,
  );
}
