import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
  openSync,
  closeSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import {
  ArchiveWriter,
  type ArchiveWriterOptions,
} from '../../../server/src/archive/write-archive';
import { temporaryFolder } from '../../support/temporary-folder';
import { manifestParts } from './manifest-parts';
import { noise, readSample, writeSample } from './write-sample';

const folder = temporaryFolder();
const MIB = 1024 * 1024;
const TIME = new Date('2026-01-30T10:00:00Z');
const PHOTO = 'media/uploads/photo.jpg';

const archive = () => path.join(folder(), 'archive');
const source = (content: Buffer | string) => {
  const file = path.join(folder(), 'source');
  writeFileSync(file, content);
  return file;
};

async function open(options: Partial<ArchiveWriterOptions> = {}): Promise<ArchiveWriter> {
  const writer = await ArchiveWriter.open({
    file: archive(),
    scratch: folder(),
    compression: { method: 'gzip', level: 1 },
    ...options,
  });
  await writer.addBuffer('RESTORE.md', Buffer.from('# Restore\n'), TIME);
  return writer;
}

const finishMedia = (writer: ArchiveWriter, ...sizes: number[]) =>
  writer.finish(manifestParts({ database: false, media: sizes }));

describe('the archive', () => {
  it('is for its owner alone and leaves nothing beside it', async () => {
    await writeSample(archive());
    expect(statSync(archive()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder())).toEqual(['archive']);
  });

  it('never replaces a file', async () => {
    writeFileSync(archive(), 'mine');
    await expect(open()).rejects.toMatchObject({ code: 'FOLDER_UNUSABLE' });
    expect(statSync(archive()).size).toBe(4);
    expect(readdirSync(folder())).toEqual(['archive']);
  });

  it('says where it cannot be created', async () => {
    const file = path.join(folder(), 'nowhere', 'archive');
    await expect(open({ file })).rejects.toMatchObject({ code: 'FOLDER_UNUSABLE' });
  });

  it('is gone after abort, at any moment and as often as it is called', async () => {
    const writer = await open();
    await writer.addBuffer(PHOTO, noise(3 * MIB), TIME);
    await writer.abort();
    await writer.abort();
    expect(readdirSync(folder())).toEqual([]);
    await expect(writer.addBuffer(PHOTO, noise(1), TIME)).rejects.toMatchObject({
      code: 'INTERNAL',
    });
  });

  it('counts its bytes and the bytes that went into it', async () => {
    let counted = 0;
    const writer = await open({ onProgress: (bytes) => (counted += bytes) });
    const before = counted;
    await writer.addFile(PHOTO, source(noise(2 * MIB + 7)));
    expect(counted - before).toBe(2 * MIB + 7);
    const { size } = await finishMedia(writer, 2 * MIB + 7);
    expect(size).toBe(statSync(archive()).size);
    expect(writer.size).toBe(size);
  });

  it('may be brought to the disk at once', async () => {
    const writer = await open();
    const written = await writer.finish(manifestParts({ database: false, media: [] }), {
      sync: true,
    });
    expect((await readSample(archive(), { expected: written })).entries).toBe(2);
  });

  it.each([
    ['more media', { media: [1] }],
    ['a database', { database: true }],
    ['no media', { media: null }],
  ])('is not finished with a manifest that tells of %s', async (_, content) => {
    const writer = await open();
    const parts = manifestParts({ database: false, media: [], ...content });
    await expect(writer.finish(parts)).rejects.toMatchObject({ code: 'ARCHIVE_CORRUPT' });
    await writer.abort();
    expect(existsSync(archive())).toBe(false);
  });

  it('is not finished with a manifest that no reader would accept', async () => {
    const writer = await open();
    const parts = { ...manifestParts({ database: false, media: [] }), name: 'x'.repeat(5000) };
    await expect(writer.finish(parts)).rejects.toMatchObject({ code: 'ARCHIVE_CORRUPT' });
    await writer.abort();
  });

  it('takes no name and no order that a reader would refuse', async () => {
    const writer = await open();
    const add = (name: string) => writer.addBuffer(name, Buffer.from('x'), TIME);
    await add('media/uploads/b');
    for (const name of ['media/uploads/a', 'media/uploads/b', 'media/uploads/b/c', '../x', 'x']) {
      await expect(add(name)).rejects.toMatchObject({ code: 'ARCHIVE_UNSAFE' });
    }
    await add('media/uploads/c');
    await finishMedia(writer, 1, 1);
    expect((await readSample(archive())).manifest.counts.mediaFiles).toBe(2);
  });

  it('holds times from 1970 to 2242, whatever the clock said', async () => {
    const writer = await open();
    const times = [-1e12, 0, 1_769_760_000_999, 1e14].map((time) => new Date(time));
    for (const [at, time] of times.entries()) {
      await writer.addBuffer(`media/uploads/${at}`, Buffer.from('x'), time);
    }
    await finishMedia(writer, 1, 1, 1, 1);
    expect((await readSample(archive())).manifest.counts.mediaFiles).toBe(4);
  });
});

describe('a file', () => {
  it('is archived with its content, size and time', async () => {
    const writer = await open();
    const content = noise(MIB + 100);
    const added = await writer.addFile(PHOTO, source(content));
    expect(added).toMatchObject({ missing: null, changed: null, entry: { size: MIB + 100 } });
    await finishMedia(writer, MIB + 100);
    const { contents } = await readSample(archive());
    expect(contents.get(PHOTO)?.equals(content)).toBe(true);
  });

  const missing: readonly { why: string; what: string; make: (file: string) => void }[] = [
    { why: 'vanished', what: 'nothing', make: () => undefined },
    { why: 'unreadable', what: 'n'.repeat(300), make: () => undefined },
    { why: 'not-a-file', what: 'folder', make: (file) => mkdirSync(file) },
    { why: 'not-a-file', what: 'link', make: (file) => symlinkSync(source('secret'), file) },
    { why: 'not-a-file', what: 'pipe', make: (file) => void spawnSync('mkfifo', [file]) },
  ];

  it.each(missing)('is missing: $why, $what', async ({ why, what, make }) => {
    const file = path.join(folder(), what);
    make(file);
    const writer = await open();
    expect(await writer.addFile(PHOTO, file)).toEqual({ entry: null, changed: null, missing: why });
    await finishMedia(writer);
    expect((await readSample(archive())).manifest.counts.mediaFiles).toBe(0);
  });

  it('is missing when it is a socket', async () => {
    const file = path.join(folder(), 'socket');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(file, resolve));
    const writer = await open();
    expect(await writer.addFile(PHOTO, file)).toMatchObject({ missing: 'not-a-file' });
    await writer.abort();
    await new Promise((resolve) => server.close(resolve));
  });

  /** What happens to a file of 3 MiB after its first MiB was read. */
  const changes: readonly (readonly [string, (file: string) => void, string | null])[] = [
    ['shrinks', (file) => truncateSync(file, 2 * MIB), 'shrank'],
    ['is emptied', (file) => truncateSync(file, 0), 'shrank'],
    ['grows', (file) => appendFileSync(file, noise(5 * MIB)), 'grew'],
    ['is written in place', (file) => overwrite(file), 'modified'],
    ['is deleted', (file) => rmSync(file), null],
  ];

  it.each(changes)('that %s while it is read is archived whole', async (_, change, changed) => {
    const file = source(Buffer.alloc(3 * MIB, 'x'));
    let pieces = 0;
    const onProgress = () => {
      pieces += 1;
      // The first is RESTORE.md.
      if (pieces === 2) change(file);
    };
    const writer = await open({ onProgress });
    const added = await writer.addFile(PHOTO, file);
    expect(added).toMatchObject({ missing: null, changed, entry: { size: 3 * MIB } });
    const written = await finishMedia(writer, 3 * MIB);
    const { contents } = await readSample(archive(), { expected: written });
    expect(contents.get(PHOTO)).toHaveLength(3 * MIB);
  });

  it('may have a name that is no text', async () => {
    const name = Buffer.concat([Buffer.from(`${folder()}/`), Buffer.of(0xff, 0xfe)]);
    writeFileSync(name, 'content');
    const writer = await open();
    await writer.addFile(
      Buffer.concat([Buffer.from('media/uploads/'), Buffer.of(0xff, 0xfe)]),
      name,
    );
    await finishMedia(writer, 7);
    expect((await readSample(archive())).contents.get('media/uploads/\xff\xfe')).toEqual(
      Buffer.from('content'),
    );
  });
});

describe('cancelling', () => {
  it('stops in the middle of a file', async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const writer = await open({ signal: controller.signal, onProgress }).catch(
      (error: unknown) => error,
    );
    expect(writer).toBeInstanceOf(ArchiveWriter);
    const adding = (writer as ArchiveWriter).addFile(PHOTO, source(noise(4 * MIB)));
    await expect(adding).rejects.toMatchObject({ code: 'CANCELLED' });
    await (writer as ArchiveWriter).abort();
    expect(readdirSync(folder())).toEqual(['source']);
  });

  it('does not begin', async () => {
    await expect(open({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(readdirSync(folder())).toEqual([]);
  });

  it('stops reading', async () => {
    await writeSample(archive(), { media: [[Buffer.from('a'), noise(8 * MIB)]] });
    const controller = new AbortController();
    const reading = readSample(archive(), {
      signal: controller.signal,
      onProgress: (done) => {
        if (done > MIB) controller.abort();
      },
    });
    await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

function overwrite(file: string): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, 'changed', 2 * MIB);
  closeSync(descriptor);
}
