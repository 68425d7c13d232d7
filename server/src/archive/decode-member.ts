import { crc32, inflateRaw, type ZlibOptions } from 'node:zlib';
import { BackupError } from '../errors';
import { MEMBER_TRAILER, type MemberHeader } from './gzip-member';
import { MEMBER_CONTENT } from './limits';

/**
 * Unpacks one member. How much it holds is known and bounded before anything is unpacked, and
 * zlib is told to stop there.
 *
 * @param member all that follows the member's header
 * @throws BackupError ARCHIVE_CORRUPT, ARCHIVE_UNSAFE
 */
export async function decodeMember(member: Buffer, header: MemberHeader): Promise<Buffer> {
  const body = member.subarray(0, member.length - MEMBER_TRAILER);
  if (crc32(body) !== header.bodyCrc) throw damaged();
  const length = contentLength(member);
  if (length === 0 || length > MEMBER_CONTENT) {
    throw new BackupError(
      'ARCHIVE_UNSAFE',
      'The archive is not accepted: one of its gzip members would unpack to more than backups write.',
    );
  }
  const { content, consumed } = await inflate(body, length);
  const crc = member.readUInt32LE(member.length - MEMBER_TRAILER);
  if (content.length !== length || consumed !== body.length || crc32(content) !== crc) {
    throw damaged();
  }
  return content;
}

/**
 * What a member says that it holds, in bytes.
 *
 * @param member all or a part of it, up to its end
 */
export function contentLength(member: Buffer): number {
  return member.readUInt32LE(member.length - 4);
}

interface Inflated {
  readonly content: Buffer;
  /** Bytes of the input that belonged to the compressed data. */
  readonly consumed: number;
}

/** With `info`, zlib hands over an object that Node's types do not know. */
interface InflateInfo {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

function inflate(body: Buffer, length: number): Promise<Inflated> {
  const options: ZlibOptions = {
    info: true,
    maxOutputLength: length,
    // One chunk, one byte more than needed so that the end is seen in the first round.
    chunkSize: Math.max(length + 1, 64),
  };
  return new Promise((resolve, reject) => {
    inflateRaw(body, options, (error, result) => {
      if (error !== null) {
        reject(damaged(error));
        return;
      }
      const { buffer, engine } = result as unknown as InflateInfo;
      resolve({ content: buffer, consumed: engine.bytesWritten });
    });
  });
}

function damaged(cause?: unknown): BackupError {
  return new BackupError(
    'ARCHIVE_CORRUPT',
    'The archive is damaged: compressed data do not match their checksum.',
    cause === undefined ? {} : { cause },
  );
}
