import { Header } from 'tar';
import { readTarHeader } from '../../../server/src/archive/read-tar-header';
import { TarCursor } from '../../../server/src/archive/tar-cursor';
import { tarHeader, type TarEntry } from '../../../server/src/archive/tar-header';

async function* once(bytes: Buffer): AsyncGenerator<Buffer, void, void> {
  yield bytes;
}

const GIB = 1024 ** 3;
const entry = (name: string | Buffer, size = 5, seconds = 1_769_760_000): TarEntry => ({
  path: Buffer.from(name),
  size,
  seconds,
});

const ENTRIES: readonly (readonly [string, TarEntry, number])[] = [
  ['a short name', entry('media/uploads/a.jpg'), 512],
  ['a name of 100 bytes', entry('é'.repeat(50)), 512],
  ['a name of 101 bytes', entry(`${'é'.repeat(50)}x`), 1536],
  ['a name of 4096 bytes', entry('x'.repeat(4096)), 512 + 4608 + 512],
  ['a name that is no text', entry(Buffer.alloc(100, 0xff)), 512],
  ['a long name that is no text', entry(Buffer.alloc(120, 0xff)), 1536],
  ['no content', entry('a', 0), 512],
  ['the largest size in octal', entry('a', 8 * GIB - 1), 512],
  ['the smallest size that is not', entry('a', 8 * GIB), 1536],
  ['a terabyte under a long name', entry('x'.repeat(200), 1024 * GIB), 1536],
  ['the first second', entry('a', 1, 0), 512],
  ['the last second', entry('a', 1, 8 ** 11 - 1), 512],
];

describe('the tar header', () => {
  it.each(ENTRIES)('is read back with %s', async (_, original, length) => {
    const header = tarHeader(original);
    expect(header).toHaveLength(length);
    expect(await readTarHeader(new TarCursor(once(header)))).toEqual(original);
  });

  it('is what node-tar understands', () => {
    const { path, size, seconds } = entry('media/uploads/a.jpg', 83_112);
    const header = new Header(tarHeader({ path, size, seconds }));
    expect(header).toMatchObject({
      cksumValid: true,
      path: 'media/uploads/a.jpg',
      size,
      mode: 0o600,
      uid: 0,
      gid: 0,
      type: 'File',
      mtime: new Date(seconds * 1000),
    });
  });

  it('is refused when it ends early', async () => {
    const header = tarHeader(entry('x'.repeat(200)));
    for (const length of [0, 1, 511, 512, 700, 1024, 1535]) {
      const reading = readTarHeader(new TarCursor(once(header.subarray(0, length))));
      await expect(reading).rejects.toMatchObject({ code: 'ARCHIVE_TRUNCATED' });
    }
  });
});
