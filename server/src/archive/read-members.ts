import { BackupError } from '../errors';
import { giveWay } from '../give-way';
import type { ArchiveFile } from './archive-file';
import { contentLength, decodeMember } from './decode-member';
import { MEMBER_HEADER, MEMBER_TRAILER, parseMemberHeader, type MemberHeader } from './gzip-member';
import { MEMBER_CONTENT, MEMBER_MAX } from './limits';

/** Members that are unpacked at the same time. */
const AHEAD = 3;

/**
 * The tar stream inside the gzip layer, member by member, unpacked ahead in libuv's pool.
 *
 * @param file read from where it is
 * @throws BackupError ARCHIVE_TRUNCATED, ARCHIVE_CORRUPT, ARCHIVE_UNSAFE
 */
export async function* readMembers(file: ArchiveFile): AsyncGenerator<Buffer, void, void> {
  const ahead: Promise<Buffer>[] = [];
  let start = await file.read(MEMBER_HEADER);
  while (start.length > 0) {
    const header = checkedHeader(start, file);
    // The next header in the same read.
    const bytes = await file.read(header.length);
    const member = bytes.subarray(0, header.length - MEMBER_HEADER);
    if (member.length < header.length - MEMBER_HEADER) throw truncated();
    start = bytes.subarray(member.length);
    if (start.length > 0 && contentLength(member) !== MEMBER_CONTENT) throw damaged();
    const content = decodeMember(member, header);
    // It is awaited in its turn; until then a failure must not count as unhandled.
    content.catch(() => undefined);
    ahead.push(content);
    if (ahead.length < AHEAD) continue;
    await giveWay();
    const first = await ahead.shift();
    if (first !== undefined) yield first;
  }
  for (const content of ahead) yield await content;
}

function checkedHeader(start: Buffer, file: ArchiveFile): MemberHeader {
  if (start.length < MEMBER_HEADER) throw truncated();
  const header = parseMemberHeader(start);
  if (header === null) {
    if (file.position > MEMBER_HEADER) throw damaged();
    throw new BackupError(
      'ARCHIVE_UNSAFE',
      'The archive is not accepted: its gzip layer was not made by a backup. Unpacking and packing again changes it; use the file as it was downloaded.',
    );
  }
  if (header.length <= MEMBER_HEADER + MEMBER_TRAILER || header.length > MEMBER_MAX) {
    throw new BackupError(
      'ARCHIVE_UNSAFE',
      'The archive is not accepted: one of its gzip members has a length that backups do not write.',
    );
  }
  return header;
}

function truncated(): BackupError {
  return new BackupError(
    'ARCHIVE_TRUNCATED',
    'The archive ends too early: a part of it is missing.',
  );
}

function damaged(): BackupError {
  return new BackupError(
    'ARCHIVE_CORRUPT',
    'The archive is damaged: its gzip layer is broken, or something was added to it.',
  );
}
