import { BackupError } from '../errors';
import { PATH_MAX, TAR_BLOCK } from './limits';
import { parsePaxRecords, type PaxKey } from './pax-record';
import { showPath } from './show-path';
import type { TarCursor } from './tar-cursor';
import { checksum, NAME_LENGTH, tarHeader, type TarEntry } from './tar-header';
import { isZero, paddingOf } from './tar-padding';

const PAX_MAX = PATH_MAX + TAR_BLOCK;
const NO_RECORDS: ReadonlyMap<PaxKey, Buffer> = new Map();

/** What else tar archives may hold, none of which a backup writes. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['1', 'a hard link'],
  ['2', 'a symbolic link'],
  ['3', 'a device'],
  ['4', 'a device'],
  ['5', 'a folder'],
  ['6', 'a pipe'],
  ['g', 'a header for all entries'],
  ['K', 'a GNU long link'],
  ['L', 'a GNU long name'],
  ['S', 'a sparse file'],
]);

/**
 * The next entry's header, pax header included. What it says counts only if the writer would have
 * written exactly these bytes for it, so that no other program can read it differently.
 *
 * @returns null at the end mark, after which there is nothing
 * @throws BackupError ARCHIVE_TRUNCATED, ARCHIVE_CORRUPT, ARCHIVE_UNSAFE
 */
export async function readTarHeader(cursor: TarCursor): Promise<TarEntry | null> {
  const first = await cursor.take(TAR_BLOCK);
  if (isZero(first)) {
    await readEnd(cursor);
    return null;
  }
  const raw = [first];
  let header = first;
  let records = NO_RECORDS;
  if (typeOf(first) === 'x') {
    const pax = await readPax(cursor, first);
    records = pax.records;
    header = await cursor.take(TAR_BLOCK);
    raw.push(pax.raw, header);
  }
  if (typeOf(header) !== '0') throw notAFile(header);
  const entry = decode(header, records);
  if (entry === null || !tarHeader(entry).equals(Buffer.concat(raw))) throw foreign(header);
  return entry;
}

async function readEnd(cursor: TarCursor): Promise<void> {
  await cursor.zeros(TAR_BLOCK);
  if (await cursor.atEnd()) return;
  throw new BackupError(
    'ARCHIVE_UNSAFE',
    'The archive is not accepted: something follows its end mark.',
  );
}

async function readPax(
  cursor: TarCursor,
  header: Buffer,
): Promise<{ raw: Buffer; records: ReadonlyMap<PaxKey, Buffer> }> {
  const size = octal(header, 124);
  if (size === null || size > PAX_MAX) throw foreign(header);
  const raw = await cursor.take(size + paddingOf(size));
  const records = parsePaxRecords(raw.subarray(0, size));
  if (records === null) throw foreign(header);
  return { raw, records };
}

/** The header's type, after its checksum has been found right. */
function typeOf(header: Buffer): string {
  if (
    header.toString('latin1', 148, 156) !== `${checksum(header).toString(8).padStart(6, '0')}\0 `
  ) {
    throw new BackupError(
      'ARCHIVE_CORRUPT',
      'This is not a backup archive, or it is damaged: the header of an entry is broken.',
    );
  }
  return header.toString('latin1', 156, 157);
}

function decode(header: Buffer, records: ReadonlyMap<PaxKey, Buffer>): TarEntry | null {
  const size = sizeOf(header, records);
  const seconds = octal(header, 136);
  if (size === null || seconds === null) return null;
  return { path: records.get('path') ?? nameOf(header), size, seconds };
}

function sizeOf(header: Buffer, records: ReadonlyMap<PaxKey, Buffer>): number | null {
  const record = records.get('size');
  if (record === undefined) return octal(header, 124);
  const size = Number(record.toString('latin1'));
  return Number.isSafeInteger(size) && size >= 0 ? size : null;
}

function nameOf(header: Buffer): Buffer {
  const end = header.subarray(0, NAME_LENGTH).indexOf(0);
  return Buffer.from(header.subarray(0, end === -1 ? NAME_LENGTH : end));
}

/** Eleven octal digits and a NUL. */
function octal(header: Buffer, at: number): number | null {
  const field = header.toString('latin1', at, at + 12);
  return /^[0-7]{11}\0$/.test(field) ? Number.parseInt(field, 8) : null;
}

function notAFile(header: Buffer): BackupError {
  const kind = KINDS.get(header.toString('latin1', 156, 157)) ?? 'no ordinary file';
  return new BackupError(
    'ARCHIVE_UNSAFE',
    `The archive is not accepted because of its entry ${showPath(nameOf(header))}: it is ${kind}, and backups hold files only.`,
  );
}

function foreign(header: Buffer): BackupError {
  return new BackupError(
    'ARCHIVE_UNSAFE',
    `The archive is not accepted because of its entry ${showPath(nameOf(header))}: its header was not written by a backup.`,
  );
}
