import { BackupError } from '../../errors';
import { readName } from './sql-lexer';

/** One INSERT of a file of rows: checked, and taken apart where the name of its table is. */
export interface RowStatement {
  readonly table: string;
  /** From the list of columns to the end, without the semicolon. */
  readonly rest: Buffer;
  readonly rows: number;
}

const INSERT = Buffer.from('INSERT INTO ');
const END_OF_STATEMENT = Buffer.from(';\n');
const NEWLINE = 0x0a;
const DASH = 0x2d;

const LONGEST_COMMENT = 200;

/**
 * The statements of a file of rows, as they arrive. A value never holds a line break of its own
 * (`writeRow` escapes it), so `;` at the end of a line ends a statement.
 *
 * @param body the file, in pieces
 * @throws BackupError DATABASE_CORRUPT for anything but rows of literals
 */
export async function* readRowFile(
  body: AsyncIterable<Buffer>,
  entry: string,
): AsyncGenerator<RowStatement | { readonly end: number }> {
  let pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of body) {
    const before = pieces.at(-1);
    pieces.push(piece);
    length += piece.length;
    // Joining and searching all that came before for each piece would take forever.
    if (!completes(piece, pieces[0], before)) continue;
    let rest = pieces.length === 1 ? piece : Buffer.concat(pieces, length);
    for (;;) {
      const cut = nextPart(rest);
      if (cut === -1) break;
      yield parsePart(rest.subarray(0, cut), entry);
      rest = rest.subarray(cut);
    }
    pieces = rest.length === 0 ? [] : [rest];
    length = rest.length;
  }
  if (length > 0) throw corrupt(entry, 'it ends in the middle of a statement');
}

/** Whether a piece brings the end of what the first one began. */
function completes(piece: Buffer, first: Buffer | undefined, before: Buffer | undefined): boolean {
  if (first?.[0] === DASH) return piece.includes(NEWLINE);
  if (piece.includes(END_OF_STATEMENT)) return true;
  return piece[0] === NEWLINE && before?.at(-1) === SEMICOLON;
}

/** Where the first complete statement or comment ends; -1 when none is complete yet. */
function nextPart(content: Buffer): number {
  if (content.length === 0) return -1;
  if (content[0] === DASH) {
    const end = content.indexOf(NEWLINE);
    return end === -1 ? -1 : end + 1;
  }
  const end = content.indexOf(END_OF_STATEMENT);
  return end === -1 ? -1 : end + END_OF_STATEMENT.length;
}

function parsePart(part: Buffer, entry: string): RowStatement | { readonly end: number } {
  if (part[0] === DASH) {
    const text = part.toString('latin1', 0, Math.min(part.length, LONGEST_COMMENT));
    const end = /^-- \{"kind":"end","rows":(\d{1,15})\}\n$/.exec(text)?.[1];
    if (end !== undefined) return { end: Number(end) };
    if (/^-- \{"kind":"rows","part":\d{1,6}\}\n$/.test(text)) return { end: -1 };
    throw corrupt(entry, 'it has a comment that backups do not have');
  }
  return parseInsert(part, entry);
}

function parseInsert(part: Buffer, entry: string): RowStatement {
  if (part.compare(INSERT, 0, INSERT.length, 0, Math.min(INSERT.length, part.length)) !== 0) {
    throw corrupt(entry, 'it has a statement that is not INSERT');
  }
  const marker = part.indexOf(') VALUES\n');
  // Names are in the first part only, and few: 4096 columns of 64 characters.
  const head = marker === -1 ? '' : part.toString('utf8', 0, marker + 1);
  const table = readName(head, INSERT.length);
  const columnsAt = table === null ? -1 : Buffer.byteLength(head.slice(0, table.end));
  if (table === null || !areColumns(head.slice(table.end))) {
    throw corrupt(entry, 'an INSERT has no list of columns');
  }
  const rows = countRows(part, marker + ') VALUES\n'.length);
  if (rows === -1) throw corrupt(entry, 'an INSERT has something that is not a value');
  return {
    table: table.name,
    rest: part.subarray(columnsAt, part.length - END_OF_STATEMENT.length),
    rows,
  };
}

function areColumns(text: string): boolean {
  if (!text.startsWith(' (')) return false;
  let at = 2;
  for (;;) {
    const column = readName(text, at);
    if (column === null) return false;
    at = column.end;
    if (text.startsWith(')', at)) return at + 1 === text.length;
    if (!text.startsWith(', ', at)) return false;
    at += 2;
  }
}

const OPEN = 0x28;
const CLOSE = 0x29;
const COMMA = 0x2c;
const QUOTE = 0x27;
const BACKSLASH = 0x5c;
const SEMICOLON = 0x3b;

/** Bytes of numbers and of `NULL`, of hex, and of an introducer. */
const PLAIN = new Uint8Array(256);
for (const char of '0123456789abcdefABCDEFxNULe+-._') PLAIN[char.charCodeAt(0)] = 1;

const DIGITS = new Uint8Array(256);
for (const char of '0123456789') DIGITS[char.charCodeAt(0)] = 1;

/**
 * Counts the rows, and reads each value on the way: only literals, no names, calls or comments.
 *
 * @returns -1 when there is anything else
 */
function countRows(part: Buffer, start: number): number {
  const cursor = { backslash: start - 1 };
  let at = start;
  let rows = 0;
  for (;;) {
    if (part[at] !== OPEN) return -1;
    at += 1;
    if (part[at] !== CLOSE) {
      for (;;) {
        at = part[at] === QUOTE ? endOfString(part, at, cursor) : endOfPlain(part, at);
        if (at === -1) return -1;
        if (part[at] === COMMA) at += 1;
        else if (part[at] === CLOSE) break;
        else return -1;
      }
    }
    at += 1;
    rows += 1;
    if (part[at] === SEMICOLON) return at + 2 === part.length ? rows : -1;
    if (part[at] !== COMMA || part[at + 1] !== NEWLINE) return -1;
    at += 2;
  }
}

/**
 * Where a string ends; a quote in it is escaped, never doubled.
 *
 * @param cursor the next backslash, kept from one value to the next: there may be none for a long way
 */
function endOfString(part: Buffer, start: number, cursor: { backslash: number }): number {
  let at = start + 1;
  for (;;) {
    const quote = part.indexOf(QUOTE, at);
    if (quote === -1) return -1;
    while (at <= quote) {
      if (cursor.backslash < at) {
        const next = part.indexOf(BACKSLASH, at);
        cursor.backslash = next === -1 ? part.length : next;
      }
      if (cursor.backslash > quote) return quote + 1;
      // The byte after it means itself: the quote, perhaps, or another backslash.
      at = cursor.backslash + 2;
    }
  }
}

const VALUE =
  /^(?:NULL|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|0x(?:[0-9a-f]{2})+|_[a-z0-9]{3,16} 0x(?:[0-9a-f]{2})+)$/;
const SPACE = 0x20;

/** Where a number, NULL, or a hex value ends; -1 when it is none of these. */
function endOfPlain(part: Buffer, start: number): number {
  let at = start;
  // An introducer is a name of a character set: letters that the table does not know.
  if (part[at] === 0x5f) {
    const space = part.indexOf(SPACE, at);
    if (space === -1 || space - at > 20) return -1;
    if (!/^_[a-z0-9]{3,16}$/.test(part.toString('latin1', at, space))) return -1;
    at = space + 1;
    if (part[at] !== 0x30) return -1;
  }
  const valueAt = at;
  while (DIGITS[part[at] ?? 0] === 1) at += 1;
  if (at > start && valueAt === start && isDelimiter(part[at])) return at;
  while (PLAIN[part[at] ?? 0] === 1) at += 1;
  if (at - valueAt > 1 && part[valueAt] === 0x30 && part[valueAt + 1] === 0x78) {
    return isHex(part, valueAt + 2, at) ? at : -1;
  }
  if (valueAt !== start || at - valueAt > 100) return -1;
  return VALUE.test(part.toString('latin1', valueAt, at)) ? at : -1;
}

function isDelimiter(byte: number | undefined): boolean {
  return byte === COMMA || byte === CLOSE;
}

function isHex(part: Buffer, start: number, end: number): boolean {
  if (end === start || (end - start) % 2 !== 0) return false;
  for (let at = start; at < end; at += 1) {
    const byte = part[at] ?? 0;
    if (!((byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66))) return false;
  }
  return true;
}

function corrupt(entry: string, reason: string): BackupError {
  return new BackupError(
    'DATABASE_CORRUPT',
    `${entry} of the backup is not what it should be: ${reason}. Use another backup.`,
  );
}
