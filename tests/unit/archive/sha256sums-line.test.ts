import { sha256sumsLine } from '../../../server/src/archive/sha256sums-line';

const SHA256 = '0f'.repeat(32);

describe('a line of SHA256SUMS', () => {
  it.each([
    ['media/uploads/a b.jpg', '', 'media/uploads/a b.jpg'],
    ['a\\b', '\\', 'a\\\\b'],
    ['a\nb', '\\', 'a\\nb'],
    ['a\rb\\n', '\\', 'a\\rb\\\\n'],
  ])('for %j', (name, prefix, escaped) => {
    const line = sha256sumsLine(SHA256, Buffer.from(name)).toString();
    expect(line).toBe(`${prefix}${SHA256}  ${escaped}\n`);
  });

  it('keeps bytes that are no text', () => {
    const line = sha256sumsLine(SHA256, Buffer.of(0xff, 0x0a, 0xc3));
    expect(line.subarray(-6)).toEqual(Buffer.from([0x20, 0xff, 0x5c, 0x6e, 0xc3, 0x0a]));
  });
});
