import { SqlOutput } from '../sql-output';
import { isSpace } from './is-space';
import { StrangeOutput } from './strange-output';
import { UNESCAPED } from './unescaped';

const enum Mode {
  BetweenRows,
  BetweenValues,
  Plain,
  String,
  Escaped,
  AfterString,
}

const ZERO = 0x30;
const PERCENT = 0x25;
const QUOTE = 0x27;
const OPEN = 0x28;
const CLOSE = 0x29;
const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const BACKSLASH = 0x5c;
const UNDERSCORE = 0x5f;

const NULL_VALUE = 0xfb;
const LONG_VALUE = 0xfe;
/** The mark of a long value, and its length. */
const PREFIX = 9;

/** A row of LONGBLOBs is larger than any `max_allowed_packet`; this is more than clients write. */
const LONGEST_ROW = 1024 * 1024 * 1024;
const SMALL = 64 * 1024;
const LARGE = 8 * 1024 * 1024;

/** The rows of one INSERT, literal by literal, in the form of the wire. No more than one row is held. */
export class InsertRows {
  readonly #onRow: (buffer: Buffer, start: number, end: number) => void;
  readonly #row = new SqlOutput(SMALL);
  #mode = Mode.BetweenRows;
  #wanted: readonly boolean[] = [];
  #column = 0;
  #valueStart = 0;
  #ended = true;

  constructor(onRow: (buffer: Buffer, start: number, end: number) => void) {
    this.#onRow = onRow;
  }

  /** Whether the statement has ended, or none has begun. */
  get ended(): boolean {
    return this.#ended;
  }

  /** @param wanted for each column whether its values are */
  begin(wanted: readonly boolean[]): void {
    this.#wanted = wanted;
    this.#mode = Mode.BetweenRows;
    this.#ended = false;
  }

  /** @returns where it stopped: at the end of the piece, or behind the last row */
  read(piece: Buffer, start: number): number {
    const row = this.#row;
    if (row.length > LONGEST_ROW) throw new StrangeOutput('it has a row without end');
    // The shortest value and its comma are two bytes; what is kept of it are ten.
    row.reserve((piece.length - start) * 6 + PREFIX);
    let at = start;
    while (at < piece.length) {
      const byte = piece[at] ?? 0;
      switch (this.#mode) {
        case Mode.String:
          at = this.#readString(piece, at);
          continue;
        case Mode.Escaped:
          this.#unescape(byte);
          break;
        case Mode.Plain:
          if (byte === QUOTE) this.#introduced();
          else if (byte === COMMA || byte === CLOSE) {
            this.#endPlain();
            this.#endValue(byte);
          } else row.bytes[row.length++] = byte;
          break;
        case Mode.AfterString:
          if (byte === QUOTE) {
            row.bytes[row.length++] = QUOTE;
            this.#mode = Mode.String;
          } else if (byte === COMMA || byte === CLOSE) this.#endValue(byte);
          else throw new StrangeOutput('a value goes on after its end');
          break;
        case Mode.BetweenValues:
          this.#beginValue();
          this.#mode = byte === QUOTE ? Mode.String : Mode.Plain;
          if (byte === COMMA || byte === CLOSE) throw new StrangeOutput('a value is missing');
          if (byte !== QUOTE) row.bytes[row.length++] = byte;
          break;
        case Mode.BetweenRows:
          if (byte === SEMICOLON) {
            this.#ended = true;
            return at + 1;
          }
          if (byte === OPEN) {
            this.#mode = Mode.BetweenValues;
            this.#column = 0;
          } else if (byte !== COMMA && !isSpace(byte)) {
            throw new StrangeOutput('between two rows there is something else');
          }
          break;
      }
      at += 1;
    }
    return at;
  }

  #readString(piece: Buffer, start: number): number {
    const { bytes } = this.#row;
    let to = this.#row.length;
    let at = start;
    let byte = 0;
    while (at < piece.length) {
      byte = piece[at++] ?? 0;
      if (byte === QUOTE || byte === BACKSLASH) {
        this.#mode = byte === QUOTE ? Mode.AfterString : Mode.Escaped;
        break;
      }
      bytes[to++] = byte;
    }
    this.#row.length = to;
    return at;
  }

  #unescape(byte: number): void {
    const meant = UNESCAPED[byte] ?? 0;
    // The server takes these two apart where they stand, which no client writes.
    if (byte === PERCENT || byte === UNDERSCORE) {
      throw new StrangeOutput('a value has an unknown escape');
    }
    // Clients escape bytes of binary values that look like the start of a character: they mean themselves.
    this.#row.bytes[this.#row.length++] = meant === 0 && byte !== ZERO ? byte : meant;
    this.#mode = Mode.String;
  }

  #beginValue(): void {
    const row = this.#row;
    if (this.#column >= this.#wanted.length) throw new StrangeOutput('a row has too many values');
    row.bytes[row.length] = LONG_VALUE;
    row.length += PREFIX;
    this.#valueStart = row.length;
  }

  /** `_binary '…'`: which character set the bytes are in is known from the column. */
  #introduced(): void {
    const row = this.#row;
    const before = row.bytes.toString('latin1', this.#valueStart, row.length);
    if (!/^_[a-z0-9]{2,16} ?$/.test(before)) throw new StrangeOutput('a value is no literal');
    row.length = this.#valueStart;
    this.#mode = Mode.String;
  }

  /** A number, NULL, or bytes in hex. */
  #endPlain(): void {
    const row = this.#row;
    const { bytes } = row;
    const start = this.#valueStart;
    if (isNumber(bytes, start, row.length)) return;
    const text = bytes.toString('latin1', start, Math.min(row.length, start + 24));
    if (text === 'NULL') {
      bytes[start - PREFIX] = NULL_VALUE;
      row.length = start - PREFIX + 1;
      return;
    }
    const hex = /^(?:_[a-z0-9]{2,16} )?0x/.exec(text)?.[0].length;
    if (hex === undefined) throw new StrangeOutput('a value is no literal');
    const digits = row.length - start - hex;
    const decoded = Buffer.from(bytes.toString('latin1', start + hex, row.length), 'hex');
    if (digits === 0 || digits !== decoded.length * 2) {
      throw new StrangeOutput('a value is no literal');
    }
    decoded.copy(bytes, start);
    row.length = start + decoded.length;
  }

  #endValue(byte: number): void {
    const row = this.#row;
    const start = this.#valueStart;
    if (this.#wanted[this.#column] !== true) row.length = start - PREFIX;
    else if (row.length >= start) {
      row.bytes.writeUIntLE(row.length - start, start - PREFIX + 1, 6);
      row.bytes.writeUInt16LE(0, start - 2);
    }
    this.#column += 1;
    if (byte === COMMA) {
      this.#mode = Mode.BetweenValues;
      return;
    }
    if (this.#column !== this.#wanted.length) throw new StrangeOutput('a row has too few values');
    this.#onRow(row.bytes, 0, row.length);
    row.length = 0;
    this.#mode = Mode.BetweenRows;
    // One large row among small ones does not keep its memory. What this piece still needs is there.
    if (row.bytes.length > LARGE) row.take(LARGE);
  }
}

function isNumber(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    // Digits, and + - . e E
    const plain =
      (byte >= 0x30 && byte <= 0x39) ||
      byte === 0x2b ||
      byte === 0x2d ||
      byte === 0x2e ||
      ((byte | 0x20) === 0x65 && at > start);
    if (!plain) return false;
  }
  return end > start;
}
