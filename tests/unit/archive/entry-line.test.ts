import * as fc from 'fast-check';
import { entryLine, parseEntryLine } from '../../../server/src/archive/entry-line';
import { parseEntryPath } from '../../../server/src/archive/entry-path';
import { LINE_MAX, PATH_MAX } from '../../../server/src/archive/limits';
import { withCode } from './with-code';

const SHA256 = 'ab'.repeat(32);
const entry = (name: Buffer | string, size = 1, mtime = 1_769_760_000_250) => ({
  path: parseEntryPath(name),
  size,
  sha256: SHA256,
  mtime,
});
const inUploads = (name: Uint8Array) => Buffer.concat([Buffer.from('media/uploads/'), name]);

describe('a line of entries.jsonl', () => {
  it('is what the documentation shows', () => {
    expect(entryLine(entry('media/uploads/a.jpg', 83_112))).toBe(
      `{"path":"media/uploads/a.jpg","size":83112,"sha256":"${SHA256}","mtime":"2026-01-30T08:00:00.250Z"}\n`,
    );
  });

  it('has the bytes of a name that is not UTF-8', () => {
    const line = entryLine(entry(inUploads(Buffer.of(0x66, 0xff))));
    expect(JSON.parse(line)).toMatchObject({
      path: 'media/uploads/f\uFFFD',
      pathBase64: 'bWVkaWEvdXBsb2Fkcy9m/w==',
    });
  });

  it('comes back as it was, whatever the name', () => {
    const byte = fc.integer({ min: 1, max: 255 }).filter((value) => value !== 0x2f);
    const name = fc
      .array(byte, { minLength: 1, maxLength: 255 })
      .map((bytes) => Buffer.from(bytes))
      .filter((bytes) => bytes[0] !== 0x2e);
    const time = fc.integer({ min: 0, max: (8 ** 11 - 1) * 1000 + 999 });
    fc.assert(
      fc.property(name, fc.maxSafeNat(), time, (bytes, size, mtime) => {
        const original = entry(inUploads(bytes), size, mtime);
        expect(parseEntryLine(Buffer.from(entryLine(original)))).toEqual(original);
      }),
    );
  });

  it('fits its limit with the worst of names', () => {
    for (const byte of [0x01, 0xff]) {
      const parts = Buffer.alloc(
        PATH_MAX - 14,
        Buffer.concat([Buffer.alloc(255, byte), Buffer.from('/')]),
      );
      const name = inUploads(parts.subarray(0, parts.at(-1) === 0x2f ? -1 : undefined));
      const line = entryLine(entry(name, Number.MAX_SAFE_INTEGER));
      expect(Buffer.byteLength(line)).toBeLessThan(LINE_MAX);
    }
  });

  it.each([
    ['no JSON', (line: string) => line.slice(1)],
    ['no newline', (line: string) => line.trimEnd()],
    ['blanks', (line: string) => line.replace(':', ': ')],
    [
      'keys in another order',
      (line: string) => line.replace(/("path":[^,]*),("size":\d+)/, '$2,$1'),
    ],
    ['a size with a fraction', (line: string) => line.replace('"size":1', '"size":1.5')],
    ['a size with an exponent', (line: string) => line.replace('"size":1', '"size":1e0')],
    ['a negative size', (line: string) => line.replace('"size":1', '"size":-1')],
    ['upper-case digits', (line: string) => line.replace('abab', 'ABAB')],
    ['a time with an offset', (line: string) => line.replace('Z', '+00:00')],
    ['a day that does not exist', (line: string) => line.replace('01-30', '02-30')],
    ['a list', () => '[]\n'],
    ['nothing', () => '\n'],
  ])('is refused with %s', (_, change) => {
    const line = Buffer.from(change(entryLine(entry('media/uploads/a.jpg'))));
    expect(() => parseEntryLine(line)).toThrow(withCode('ARCHIVE_CORRUPT'));
  });
});
