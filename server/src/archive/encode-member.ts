import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import { deflateStored, storedLength } from './deflate-stored';
import { MEMBER_HEADER, MEMBER_TRAILER, memberHeader, memberTrailer } from './gzip-member';
import { isCompressible } from './is-compressible';

const deflate = promisify<Buffer, { level: number; chunkSize: number }, Buffer>(deflateRaw);

/**
 * Makes one gzip member. Compressing runs in libuv's pool, so several members can be made at once.
 *
 * @param content 1 byte to 1 MiB; must not change before the promise is settled
 * @param level 1 (fast) to 9 (small)
 */
export async function encodeMember(content: Buffer, level: number): Promise<Buffer> {
  const stored = storedLength(content.length);
  if (isCompressible(content)) {
    // One chunk, or zlib's result is put together from many small ones.
    const body = await deflate(content, { level, chunkSize: Math.max(stored, 64) });
    if (body.length < stored) {
      const member = Buffer.allocUnsafeSlow(MEMBER_HEADER + body.length + MEMBER_TRAILER);
      body.copy(member, MEMBER_HEADER);
      return frame(member, content);
    }
  }
  const member = Buffer.allocUnsafeSlow(MEMBER_HEADER + stored + MEMBER_TRAILER);
  deflateStored(content, member, MEMBER_HEADER);
  return frame(member, content);
}

/** Header and trailer around a body that is in its place already. */
function frame(member: Buffer, content: Buffer): Buffer {
  const body = member.subarray(MEMBER_HEADER, member.length - MEMBER_TRAILER);
  memberHeader({ length: member.length, bodyCrc: crc32(body) }).copy(member);
  memberTrailer(crc32(content), content.length).copy(member, member.length - MEMBER_TRAILER);
  return member;
}
