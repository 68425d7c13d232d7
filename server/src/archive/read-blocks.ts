import { BackupError } from '../errors';
import type { ArchiveFile } from './archive-file';
import { isGzip } from './gzip-member';
import { readMembers } from './read-members';
import { readPlain } from './read-plain';

const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

export interface Blocks {
  readonly method: 'gzip' | 'none';
  /** The tar stream, in pieces of at most 1 MiB. */
  readonly stream: AsyncGenerator<Buffer, void, void>;
}

/**
 * Finds out from an archive's first bytes how it is compressed; its name says nothing for sure.
 *
 * @throws BackupError COMPRESSION_UNAVAILABLE; the stream throws ARCHIVE_…
 */
export async function readBlocks(file: ArchiveFile): Promise<Blocks> {
  const magic = await file.readAt(0, ZSTD.length);
  if (magic.equals(ZSTD)) {
    throw new BackupError('COMPRESSION_UNAVAILABLE', 'Archives with zstd cannot be read here.');
  }
  if (isGzip(magic)) return { method: 'gzip', stream: readMembers(file) };
  return { method: 'none', stream: readPlain(file) };
}
