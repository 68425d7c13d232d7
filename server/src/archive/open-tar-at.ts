import { BackupError } from '../errors';
import type { ArchiveFile } from './archive-file';
import { MEMBER_HEADER, parseMemberHeader } from './gzip-member';
import { MEMBER_CONTENT, MEMBER_MAX } from './limits';
import type { Manifest } from './manifest';
import { readMembers } from './read-members';
import { readPlain } from './read-plain';
import { TarCursor } from './tar-cursor';

/**
 * Opens the tar stream of an archive where its list begins. Every gzip member but the last holds
 * exactly 1 MiB and says how long it is itself, so finding one takes one small read for each before
 * it: a few thousand for gigabytes.
 *
 * @throws BackupError ARCHIVE_CORRUPT, ARCHIVE_TRUNCATED
 */
export async function openTarAt(file: ArchiveFile, manifest: Manifest): Promise<TarCursor> {
  const { offset } = manifest.entries;
  if (manifest.compression.method === 'none') {
    file.seek(offset);
    return new TarCursor(readPlain(file), offset);
  }
  const members = Math.floor(offset / MEMBER_CONTENT);
  file.seek(await positionOfMember(file, members));
  const cursor = new TarCursor(readMembers(file), members * MEMBER_CONTENT);
  await cursor.take(offset - cursor.position);
  return cursor;
}

async function positionOfMember(file: ArchiveFile, members: number): Promise<number> {
  let position = 0;
  for (let at = 0; at < members; at += 1) {
    const header = parseMemberHeader(await file.readAt(position, MEMBER_HEADER));
    if (header === null || header.length < MEMBER_HEADER || header.length > MEMBER_MAX) {
      throw new BackupError(
        'ARCHIVE_CORRUPT',
        'The archive is damaged: its gzip layer is broken. Verify this backup.',
      );
    }
    position += header.length;
  }
  return position;
}
