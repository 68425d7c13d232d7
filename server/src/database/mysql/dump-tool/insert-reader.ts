import { readName } from '../sql-lexer';
import { SqlOutput } from '../sql-output';
import { columnNames } from './column-names';
import { InsertRows } from './insert-rows';
import { isSpace } from './is-space';
import { StrangeOutput } from './strange-output';

/** What is in the output of a client, as it comes by. */
export interface InsertHandlers {
  /** The rows of a table begin; there may be none. */
  tableBegins(table: string): void;
  /**
   * @param names null where the INSERT does not list them
   * @returns for each column whether its values are wanted
   */
  columns(table: string, names: readonly string[] | null): readonly boolean[];
  /** The wanted values of one row in the form of the wire: each with its length before it. */
  row(buffer: Buffer, start: number, end: number): void;
  tableEnds(table: string): void;
  /**
   * Every other statement, without its end, and every comment. Who does not take them wants none: then
   * there may be comments and what is about the session, and nothing else.
   */
  statement?(text: string): void;
}

const NEWLINE = 0x0a;
const DOUBLE_QUOTE = 0x22;
const QUOTE = 0x27;
const OPEN = 0x28;
const STAR = 0x2a;
const SLASH = 0x2f;
const SEMICOLON = 0x3b;
const BACKSLASH = 0x5c;
const BACKTICK = 0x60;

/** 4096 columns with names of 64 characters, quoted. */
const LONGEST_TEXT = 4 * 1024 * 1024;
const SMALL = 64 * 1024;

const MARK = /^\/\*!\d+ ALTER TABLE (`(?:[^`]|``)+`) (DISABLE|ENABLE) KEYS \*\/$/;
const INSERT = /^INSERT\s+(?:IGNORE\s+)?INTO\s+/;
/** Statements about the session, which restores do not need. */
const DELIMITER = /^DELIMITER\s+(\S{1,16})$/i;
const IGNORED = /^(?:SET|COMMIT|START TRANSACTION|BEGIN|LOCK TABLES|UNLOCK TABLES)\b/i;

/**
 * Reads what `mysqldump` writes as it comes: pieces may end anywhere, and no more than one row is held.
 * It is read byte by byte, since what a row is does not depend on lines.
 *
 * @throws StrangeOutput from `push` and `end`
 */
export class InsertReader {
  readonly #handlers: InsertHandlers;
  readonly #rows: InsertRows;
  readonly #text = new SqlOutput(SMALL);
  /** Within a text: the quote that is open, `*` for a block comment, a newline for one of a line; else 0. */
  #open = 0;
  /** Within a text: whether the byte before was a backslash that gives this one another meaning. */
  #escaped = false;
  /** What ends a statement: programs have semicolons of their own. */
  #delimiter = ';';
  /** Whether the text began with a block comment: names in it are quoted, too. */
  #inComment = false;

  constructor(handlers: InsertHandlers) {
    this.#handlers = handlers;
    this.#rows = new InsertRows((buffer, start, end) => {
      handlers.row(buffer, start, end);
    });
  }

  push(content: Buffer): void {
    // Room is made for a piece at once, several times its size.
    for (let start = 0; start < content.length; start += SMALL) {
      const piece = content.subarray(start, start + SMALL);
      let at = 0;
      while (at < piece.length) {
        at = this.#rows.ended ? this.#readText(piece, at) : this.#rows.read(piece, at);
      }
    }
  }

  /** Nothing comes any more. */
  end(): void {
    const rest = this.#text.bytes.toString('latin1', 0, this.#text.length).trim();
    if (!this.#rows.ended || (rest !== '' && this.#open !== NEWLINE)) {
      throw new StrangeOutput('it ends in the middle of a statement');
    }
  }

  /** Statements and comments, up to where the rows of an INSERT begin. */
  #readText(piece: Buffer, start: number): number {
    const text = this.#text;
    text.reserve(piece.length - start);
    for (let at = start; at < piece.length; at += 1) {
      const byte = piece[at] ?? 0;
      const before = text.length === 0 ? 0 : (text.bytes[text.length - 1] ?? 0);
      if (this.#open === 0 && text.length === 0 && isSpace(byte)) continue;
      if (this.#open === 0 && byte === OPEN && this.#delimiter === ';' && this.#atRows()) {
        this.#beginRows();
        return at;
      }
      text.bytes[text.length++] = byte;
      if (text.length > LONGEST_TEXT) throw new StrangeOutput('it has a statement without end');
      if (this.#delimiter !== ';') {
        if (!this.#endsProgram(byte)) continue;
        this.#endText();
        return at + 1;
      }
      if (this.#open === 0) this.#opens(byte, before);
      else if (this.#closes(byte, before)) this.#open = this.#inComment ? STAR : 0;
      if (this.#open === 0 && this.#ends(byte, before)) {
        this.#endText();
        return at + 1;
      }
    }
    return piece.length;
  }

  #opens(byte: number, before: number): void {
    if (byte === QUOTE || byte === DOUBLE_QUOTE || byte === BACKTICK) this.#open = byte;
    else if (this.#text.length === 2 && before === SLASH && byte === STAR) {
      this.#open = STAR;
      this.#inComment = true;
    } else if (this.#text.length === 2 && before === 0x2d && byte === 0x2d) this.#open = NEWLINE;
  }

  #closes(byte: number, before: number): boolean {
    if (this.#open === QUOTE || this.#open === DOUBLE_QUOTE) return this.#closesString(byte);
    if (this.#open !== STAR) return byte === this.#open;
    if (byte === BACKTICK) this.#open = BACKTICK;
    if (byte !== SLASH || before !== STAR) return false;
    this.#inComment = false;
    return true;
  }

  /** Quotes do not matter here: nothing of it is used, and a line that ends with the delimiter ends it. */
  #endsProgram(byte: number): boolean {
    if (byte !== NEWLINE) return false;
    const { bytes, length } = this.#text;
    const line = bytes.toString('latin1', Math.max(0, length - 64), length).trimEnd();
    return line.endsWith(this.#delimiter) || /(?:^|\n)DELIMITER\s+\S+$/i.test(line);
  }

  #closesString(byte: number): boolean {
    const escaped = this.#escaped;
    this.#escaped = !escaped && byte === BACKSLASH;
    return !escaped && byte === this.#open;
  }

  #ends(byte: number, before: number): boolean {
    if (byte === SEMICOLON) return !this.#isDelimiterLine();
    if (byte === NEWLINE) return this.#text.bytes[0] === 0x2d || this.#isDelimiterLine();
    return byte === SLASH && before === STAR && this.#text.bytes[0] === SLASH;
  }

  /** A command of the client, to the end of its line. */
  #isDelimiterLine(): boolean {
    const { bytes, length } = this.#text;
    return (
      (bytes[0] === 0x44 || bytes[0] === 0x64) &&
      length >= 10 &&
      /^DELIMITER\s/i.test(bytes.toString('latin1', 0, 10))
    );
  }

  #atRows(): boolean {
    const { bytes, length } = this.#text;
    // I of INSERT: cheaper than a look at the whole.
    if (length <= 8 || (bytes[0] !== 0x49 && bytes[0] !== 0x69)) return false;
    return (
      /[\s)]VALUES\s*$/.test(bytes.toString('latin1', length - 12, length)) &&
      INSERT.test(bytes.toString('latin1', 0, 64))
    );
  }

  #takeText(): string {
    const text = this.#text.bytes.toString('utf8', 0, this.#text.length).trim();
    this.#text.length = 0;
    return text;
  }

  #endText(): void {
    const text = this.#takeText();
    if (this.#handlers.statement !== undefined) {
      this.#tell(text);
      return;
    }
    const [, quoted, what] = MARK.exec(text) ?? [];
    const table = quoted === undefined ? null : readName(quoted, 0);
    if (table !== null && what === 'DISABLE') this.#handlers.tableBegins(table.name);
    else if (table !== null) this.#handlers.tableEnds(table.name);
    else if (text !== ';' && !/^(?:--|\/\*)/.test(text) && !IGNORED.test(text)) {
      throw new StrangeOutput('it has a statement that is not INSERT');
    }
  }

  #tell(text: string): void {
    // Within programs what comes before it is a rest of one; elsewhere it stands alone.
    const line = this.#delimiter === ';' ? text : (text.split('\n').at(-1) ?? '');
    const next = DELIMITER.exec(line.trim())?.[1];
    if (next !== undefined) {
      this.#delimiter = next;
      return;
    }
    const end = text.endsWith(this.#delimiter) ? this.#delimiter.length : 0;
    const statement = text.slice(0, text.length - end).trim();
    if (statement !== '') this.#handlers.statement?.(statement);
  }

  #beginRows(): void {
    const text = this.#takeText();
    const found = INSERT.exec(text);
    const table = found === null ? null : readName(text, found[0].length);
    const rest = table === null ? '' : text.slice(table.end);
    const names = /^\s*VALUES$/.test(rest) ? null : columnNames(rest);
    if (table === null || (names === null && !/^\s*VALUES$/.test(rest))) {
      throw new StrangeOutput('an INSERT has no list of columns');
    }
    this.#rows.begin(this.#handlers.columns(table.name, names));
  }
}
