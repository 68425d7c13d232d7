import { OCTAL_SIZE_LIMIT, TAR_BLOCK } from './limits';
import { paxRecord } from './pax-record';
import { padded } from './tar-padding';

/** What an entry's header says. */
export interface TarEntry {
  readonly path: Buffer;
  /** Bytes of content. */
  readonly size: number;
  /** Whole seconds since 1970. */
  readonly seconds: number;
}

export const NAME_LENGTH = 100;
const PAX_NAME = Buffer.from('pax');

/** A header without name, size, time, type and checksum: the same for every entry. */
const TEMPLATE = template();

/**
 * The header of an entry, a pax header before it where name or size do not fit. One entry has one
 * header: readers compare theirs with this byte for byte.
 *
 * Made by hand because names are bytes: libraries take them as text and cannot keep a name that is
 * not valid UTF-8.
 */
export function tarHeader(entry: TarEntry): Buffer {
  const { path, size, seconds } = entry;
  const longName = path.length > NAME_LENGTH;
  const largeSize = size >= OCTAL_SIZE_LIMIT;
  const header = block(path, largeSize ? 0 : size, seconds, '0');
  if (!longName && !largeSize) return header;
  const records = Buffer.concat([
    ...(longName ? [paxRecord('path', path)] : []),
    ...(largeSize ? [paxRecord('size', Buffer.from(String(size)))] : []),
  ]);
  return Buffer.concat([paxHeader(records.length, seconds), padded(records), header]);
}

/** The block that announces pax records of so many bytes. */
export function paxHeader(length: number, seconds: number): Buffer {
  return block(PAX_NAME, length, seconds, 'x');
}

function block(name: Buffer, size: number, seconds: number, type: '0' | 'x'): Buffer {
  const header = Buffer.from(TEMPLATE);
  name.copy(header, 0, 0, NAME_LENGTH);
  header.write(octal(size, 11), 124, 'latin1');
  header.write(octal(seconds, 11), 136, 'latin1');
  header.write(type, 156, 'latin1');
  header.write(`${octal(checksum(header), 6)}\0 `, 148, 'latin1');
  return header;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

/** The sum of all bytes, with blanks in place of the sum itself. */
export function checksum(header: Buffer): number {
  let sum = 8 * 0x20;
  for (let at = 0; at < TAR_BLOCK; at += 1) {
    if (at < 148 || at >= 156) sum += header[at] ?? 0;
  }
  return sum;
}

function template(): Buffer {
  const header = Buffer.alloc(TAR_BLOCK);
  header.write('0000600\0', 100, 'latin1'); // mode
  header.write('0000000\0', 108, 'latin1'); // uid
  header.write('0000000\0', 116, 'latin1'); // gid
  header.write('ustar\x0000', 257, 'latin1');
  header.write('0000000\0', 329, 'latin1'); // device, major
  header.write('0000000\0', 337, 'latin1'); // device, minor
  return header;
}
