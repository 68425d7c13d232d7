import { BackupError } from '../../errors';
import type { Context } from '../call';
import type { OpenArchive } from './open-archive';
import { parseRange, type ByteRange } from './parse-range';

/**
 * Which part of an archive a request is about; null for all of it. Ranges are for GET alone, and with
 * `If-Range` only for the very archive that the other part is from.
 *
 * @throws BackupError RANGE_INVALID for a part beyond the end
 */
export function selectRange(ctx: Context, archive: OpenArchive): ByteRange | null {
  const header = ctx.get('range');
  if (ctx.method !== 'GET' || header === '') return null;
  const condition = ctx.get('if-range');
  if (condition !== '' && condition !== etagOf(archive)) return null;
  const range = parseRange(header, archive.size);
  if (range !== 'unsatisfiable') return range;
  ctx.set('Content-Range', `bytes */${String(archive.size)}`);
  throw new BackupError(
    'RANGE_INVALID',
    `The range lies beyond the end of the archive, which has ${String(archive.size)} bytes.`,
  );
}

/** The checksum names the content: the archive never changes, and a copy of it is the same. */
export function etagOf({ sha256 }: Pick<OpenArchive, 'sha256'>): string | null {
  return sha256 === null ? null : `"${sha256}"`;
}
