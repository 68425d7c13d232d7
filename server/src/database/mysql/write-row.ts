import type { SqlOutput } from './sql-output';

/**
 * How the bytes of a column become a literal that means exactly these bytes again:
 * `number` as it is; `text` in quotes (it is UTF-8); `bytes` in hex; and for a column of another
 * character set its name: quotes where the value is ASCII, else the introducer `_name` with hex.
 */
export type Literal =
  | { readonly kind: 'number' }
  | { readonly kind: 'text' }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'charset'; readonly charset: string; readonly asciiSafe: boolean };

const NULL_VALUE = 0xfb;
const QUOTE = 0x27;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
const HEX = Buffer.from('0123456789abcdef');

/** The letter after the backslash, for bytes that a literal must not hold as they are; else 0. */
const ESCAPES = new Uint8Array(256);
ESCAPES[0x00] = 0x30;
ESCAPES[0x0a] = 0x6e;
ESCAPES[0x0d] = 0x72;
ESCAPES[0x1a] = 0x5a;
ESCAPES[QUOTE] = QUOTE;
ESCAPES[BACKSLASH] = BACKSLASH;

/**
 * Appends one row of the wire as `(…)`. A line break inside of a value is escaped, so a line of a dump
 * is a row, whatever is in it.
 */
export function writeRow(
  out: SqlOutput,
  columns: readonly Literal[],
  row: Buffer,
  start: number,
  end: number,
): void {
  // Each byte becomes two at most; the rest is quotes, commas and introducers.
  out.reserve((end - start) * 2 + columns.length * 40 + 8);
  out.bytes[out.length++] = 0x28;
  let at = start;
  for (let index = 0; index < columns.length; index += 1) {
    if (index > 0) out.bytes[out.length++] = 0x2c;
    const first = row[at++] ?? NULL_VALUE;
    if (first === NULL_VALUE) {
      out.length += out.bytes.write('NULL', out.length, 'latin1');
      continue;
    }
    let length = first;
    if (first === 0xfc) {
      length = row.readUInt16LE(at);
      at += 2;
    } else if (first === 0xfd) {
      length = row.readUIntLE(at, 3);
      at += 3;
    } else if (first === 0xfe) {
      length = Number(row.readBigUInt64LE(at));
      at += 8;
    }
    writeValue(out, columns[index] ?? { kind: 'bytes' }, row, at, at + length);
    at += length;
  }
  out.bytes[out.length++] = 0x29;
}

function writeValue(
  out: SqlOutput,
  column: Literal,
  row: Buffer,
  start: number,
  end: number,
): void {
  switch (column.kind) {
    case 'number':
      writeNumber(out, row, start, end);
      break;
    case 'text':
      writeText(out, row, start, end);
      break;
    case 'bytes':
      writeHex(out, row, start, end);
      break;
    case 'charset':
      if (column.asciiSafe && isAscii(row, start, end)) {
        writeText(out, row, start, end);
      } else {
        if (end > start) out.length += out.bytes.write(`_${column.charset} `, out.length, 'latin1');
        writeHex(out, row, start, end);
      }
      break;
  }
}

function writeNumber(out: SqlOutput, row: Buffer, start: number, end: number): void {
  // The literal -0 is the integer 0; a float keeps its sign.
  if (end - start === 2 && row[start] === MINUS && row[start + 1] === ZERO) {
    out.length += out.bytes.write('-0e0', out.length, 'latin1');
    return;
  }
  copy(out, row, start, end);
}

function writeText(out: SqlOutput, row: Buffer, start: number, end: number): void {
  out.bytes[out.length++] = QUOTE;
  let clean = start;
  for (let at = start; at < end; at += 1) {
    const escape = ESCAPES[row[at] ?? 0] ?? 0;
    if (escape === 0) continue;
    copy(out, row, clean, at);
    out.bytes[out.length++] = BACKSLASH;
    out.bytes[out.length++] = escape;
    clean = at + 1;
  }
  copy(out, row, clean, end);
  out.bytes[out.length++] = QUOTE;
}

/** `0x` alone is no literal: nothing is the empty string. */
function writeHex(out: SqlOutput, row: Buffer, start: number, end: number): void {
  if (start === end) {
    out.bytes[out.length++] = QUOTE;
    out.bytes[out.length++] = QUOTE;
    return;
  }
  const { bytes } = out;
  let to = out.length;
  bytes[to++] = ZERO;
  bytes[to++] = 0x78;
  for (let at = start; at < end; at += 1) {
    const byte = row[at] ?? 0;
    bytes[to++] = HEX[byte >> 4] ?? 0;
    bytes[to++] = HEX[byte & 15] ?? 0;
  }
  out.length = to;
}

function copy(out: SqlOutput, row: Buffer, start: number, end: number): void {
  // A call into the engine costs as much as some thirty bytes by hand.
  if (end - start > 32) {
    row.copy(out.bytes, out.length, start, end);
    out.length += end - start;
    return;
  }
  const { bytes } = out;
  let to = out.length;
  for (let at = start; at < end; at += 1) bytes[to++] = row[at] ?? 0;
  out.length = to;
}

function isAscii(row: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if ((row[at] ?? 0) >= 0x80) return false;
  return true;
}
