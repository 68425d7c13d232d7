import { gunzipSync } from 'node:zlib';
import { decodeMember } from '../../../server/src/archive/decode-member';
import { encodeMember } from '../../../server/src/archive/encode-member';
import { MEMBER_HEADER, parseMemberHeader } from '../../../server/src/archive/gzip-member';
import { isCompressible } from '../../../server/src/archive/is-compressible';
import { MEMBER_MAX } from '../../../server/src/archive/limits';
import { noise } from './write-sample';

const MIB = 1024 * 1024;
const SIZES = [1, 2, 512, 16_384, 65_535, 65_536, 131_070, MIB - 1, MIB];

describe('a gzip member', () => {
  it.each(SIZES)('of %i bytes comes back from zlib and from the reader', async (size) => {
    for (const content of [noise(size), Buffer.alloc(size, 'words and '), Buffer.alloc(size)]) {
      const member = await encodeMember(content, 6);
      const header = parseMemberHeader(member);
      expect(header?.length).toBe(member.length);
      expect(member.length).toBeLessThanOrEqual(MEMBER_MAX);
      expect(gunzipSync(member).equals(content)).toBe(true);
      const decoded = await decodeMember(member.subarray(MEMBER_HEADER), header!);
      expect(decoded.equals(content)).toBe(true);
    }
  });

  it('is smaller with a higher level', async () => {
    const words = [...noise(150_000)].map((byte) => `word${byte * byte}`);
    const content = Buffer.from(words.join(' ')).subarray(0, MIB);
    const lengths = await Promise.all([1, 9].map((level) => encodeMember(content, level)));
    expect(lengths[1]!.length).toBeLessThan(lengths[0]!.length);
  });

  it('stores what does not compress', async () => {
    const content = noise(MIB);
    const member = await encodeMember(content, 9);
    expect(member.includes(content.subarray(0, 60_000))).toBe(true);
  });
});

describe('isCompressible', () => {
  it('knows noise from text', () => {
    expect(isCompressible(noise(MIB))).toBe(false);
    expect(isCompressible(noise(100))).toBe(false);
    expect(isCompressible(Buffer.alloc(MIB, 'some text '))).toBe(true);
  });

  it('sees text between images', () => {
    const half = Buffer.concat([noise(MIB / 2), Buffer.alloc(MIB / 2, 'some text ')]);
    expect(isCompressible(half)).toBe(true);
  });
});
