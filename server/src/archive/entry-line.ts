import { z } from 'zod';
import { BackupError } from '../errors';
import type { ListedEntry } from './archive-entry';
import { clampTime } from './clamp-time';
import { parseEntryPath, type EntryPath } from './entry-path';

const lineSchema = z.strictObject({
  path: z.string(),
  pathBase64: z.string().optional(),
  size: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  mtime: z.iso.datetime({ precision: 3 }),
});

/** One line of entries.jsonl, with the newline. */
export function entryLine(entry: ListedEntry): string {
  const { path, size, sha256, mtime } = entry;
  const line = {
    path: path.text,
    ...(path.isUtf8 ? {} : { pathBase64: path.bytes.toString('base64') }),
    size,
    sha256,
    mtime: new Date(mtime).toISOString(),
  };
  return `${JSON.stringify(line)}\n`;
}

/**
 * Reads a line of entries.jsonl. Only what `entryLine` would have written is accepted, so that no
 * two programs can read one line differently (keys twice, other escapes, trailing data).
 *
 * @param line the bytes of one line, with the newline
 * @throws BackupError ARCHIVE_CORRUPT, ARCHIVE_UNSAFE
 */
export function parseEntryLine(line: Buffer): ListedEntry {
  const parsed = lineSchema.safeParse(jsonOf(line));
  if (!parsed.success) throw malformed();
  const { path, pathBase64, size, sha256, mtime } = parsed.data;
  const name = pathBase64 === undefined ? path : Buffer.from(pathBase64, 'base64');
  const entry = { path: parseEntryPath(name), size, sha256, mtime: Date.parse(mtime) };
  const inRange = clampTime(entry.mtime) === entry.mtime;
  if (!inRange || !Buffer.from(entryLine(entry)).equals(line)) throw malformed(entry.path);
  return entry;
}

function jsonOf(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return null;
  }
}

function malformed(path?: EntryPath): BackupError {
  const where = path === undefined ? '' : ` (${JSON.stringify(path.text)})`;
  return new BackupError(
    'ARCHIVE_CORRUPT',
    `The archive's list, entries.jsonl, has a line that no backup wrote${where}.`,
  );
}
