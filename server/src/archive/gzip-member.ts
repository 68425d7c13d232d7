/**
 * The layout of one gzip member (RFC 1952): a header whose extra field tells the member's length
 * and the checksum of its compressed bytes, the compressed bytes, a trailer.
 *
 * The length lets a reader find the next member without unpacking this one. The checksum covers the
 * few bits that deflate ignores (padding before stored blocks and after the last one), so that not
 * one bit of an archive can change unnoticed.
 */
export const MEMBER_HEADER = 24;
export const MEMBER_TRAILER = 8;

export interface MemberHeader {
  /** Bytes of the whole member. */
  readonly length: number;
  /** CRC-32 of the compressed bytes. */
  readonly bodyCrc: number;
}

/** ID, deflate, extra field, no time, no flags, unknown system; 12 bytes of extra: "SB", 8 bytes. */
const FIXED = Buffer.from([
  ...[0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255],
  ...[12, 0, 0x53, 0x42, 8, 0],
]);

export function memberHeader({ length, bodyCrc }: MemberHeader): Buffer {
  const header = Buffer.alloc(MEMBER_HEADER);
  FIXED.copy(header);
  header.writeUInt32LE(length, FIXED.length);
  header.writeUInt32LE(bodyCrc, FIXED.length + 4);
  return header;
}

/** @returns null when the bytes are not the header of one of our members */
export function parseMemberHeader(bytes: Buffer): MemberHeader | null {
  if (bytes.length < MEMBER_HEADER || !bytes.subarray(0, FIXED.length).equals(FIXED)) return null;
  return {
    length: bytes.readUInt32LE(FIXED.length),
    bodyCrc: bytes.readUInt32LE(FIXED.length + 4),
  };
}

export function memberTrailer(contentCrc: number, contentLength: number): Buffer {
  const trailer = Buffer.alloc(MEMBER_TRAILER);
  trailer.writeUInt32LE(contentCrc, 0);
  trailer.writeUInt32LE(contentLength, 4);
  return trailer;
}

export function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}
