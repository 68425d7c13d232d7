import { isUtf8 } from 'node:buffer';
import { BackupError } from '../errors';
import { PATH_MAX, PATH_PART_MAX } from './limits';
import { showPath } from './show-path';

/** What an entry is for, in the order in which archives hold them. */
export const ENTRY_GROUPS = [
  'guide',
  'database',
  'media',
  'checksums',
  'list',
  'manifest',
] as const;
export type EntryGroup = (typeof ENTRY_GROUPS)[number];

/** The name of an entry that has passed both gates. */
export interface EntryPath {
  /** The name itself: file names are bytes and need not be valid UTF-8. */
  readonly bytes: Buffer;
  /** For people; equal to `bytes` where `isUtf8`. */
  readonly text: string;
  readonly isUtf8: boolean;
  readonly group: EntryGroup;
}

export const GUIDE = 'RESTORE.md';
export const CHECKSUMS = 'SHA256SUMS';
export const LIST = 'entries.jsonl';
export const MANIFEST = 'manifest.json';
export const SQLITE_DATABASE = 'database/database.sqlite';
export const MEDIA_ROOT = 'media/uploads/';

const FIXED: ReadonlyMap<string, EntryGroup> = new Map([
  [GUIDE, 'guide'],
  [CHECKSUMS, 'checksums'],
  [LIST, 'list'],
  [MANIFEST, 'manifest'],
]);

/** Table names come encoded, so this is all that a dump needs. */
const DATABASE_ENTRY = /^database\/[A-Za-z0-9][A-Za-z0-9._%=~+-]*$/;

const SLASH = 0x2f;
const DOT = 0x2e;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/**
 * The two gates that every name passes, when it is written and when it is read: it must be a plain
 * relative path, and one of the names that our archives have.
 *
 * @param name the name as it is in the archive
 * @throws BackupError ARCHIVE_UNSAFE, naming the entry
 */
export function parseEntryPath(name: string | Buffer): EntryPath {
  const bytes = typeof name === 'string' ? Buffer.from(name) : name;
  const fault = faultOfPath(bytes);
  if (fault !== null) throw unsafe(bytes, fault);
  const text = bytes.toString('utf8');
  const group = groupOf(text, bytes);
  if (group === null) throw unsafe(bytes, 'it is not one of the entries of a backup archive');
  return { bytes, text, isUtf8: isUtf8(bytes), group };
}

/** The first gate: nothing in the name may lead anywhere else, on any system. */
function faultOfPath(bytes: Buffer): string | null {
  if (bytes.length === 0) return 'its name is empty';
  if (bytes.length > PATH_MAX) return `its name is longer than ${PATH_MAX} bytes`;
  if (bytes[0] === SLASH) return 'its name is absolute';
  if (bytes.includes(0)) return 'its name contains a NUL byte';
  // Elsewhere both are ordinary characters of file names.
  if (process.platform === 'win32' && (bytes.includes(BACKSLASH) || bytes.includes(COLON))) {
    return 'Windows would read its name as another path';
  }
  let start = 0;
  while (start <= bytes.length) {
    const slash = bytes.indexOf(SLASH, start);
    const end = slash === -1 ? bytes.length : slash;
    const fault = faultOfPart(bytes, start, end);
    if (fault !== null) return fault;
    start = end + 1;
  }
  return null;
}

function faultOfPart(bytes: Buffer, start: number, end: number): string | null {
  const length = end - start;
  if (length === 0) return 'its name has an empty part';
  if (length > PATH_PART_MAX) return `a part of its name is longer than ${PATH_PART_MAX} bytes`;
  // Also `.` and `..`. The writer leaves hidden files out, and servers give some of them a meaning.
  if (bytes[start] === DOT) return 'a part of its name begins with a dot';
  return null;
}

/** The second gate: the names that exist. */
function groupOf(text: string, bytes: Buffer): EntryGroup | null {
  const fixed = FIXED.get(text);
  if (fixed !== undefined) return fixed;
  if (text.startsWith(MEDIA_ROOT) && bytes.length > MEDIA_ROOT.length) return 'media';
  if (DATABASE_ENTRY.test(text)) return 'database';
  return null;
}

function unsafe(bytes: Buffer, fault: string): BackupError {
  return new BackupError(
    'ARCHIVE_UNSAFE',
    `The archive is not accepted because of its entry ${showPath(bytes)}: ${fault}.`,
  );
}
