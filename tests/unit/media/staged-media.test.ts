import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { StagedMedia } from '../../../server/src/media/staged-media';
import {
  createMediaStaging,
  mediaStaging,
  takeOverMediaStaging,
  type MediaStaging,
} from '../../../server/src/media/staging-folder';
import { temporaryFolder } from '../../support/temporary-folder';

const STEM = '.bkabcdefghijkl';

describe('the staging of media', () => {
  const folder = temporaryFolder();
  let uploads: string;
  let staging: MediaStaging;

  beforeEach(() => {
    uploads = path.join(folder(), 'uploads');
    mkdirSync(uploads);
    staging = mediaStaging(uploads, STEM, 7);
    createMediaStaging(staging);
  });

  test('files get their folders, and folders theirs', async () => {
    const media = new StagedMedia(staging);

    for (const file of ['a.txt', 'one/b.txt', 'one/two/three/c.txt', 'one/two/d.txt', 'z.txt']) {
      await add(media, file);
    }

    expect(readFileSync(path.join(staging.fresh, 'one/two/three/c.txt'), 'utf8')).toBe('content');
    expect(readdirSync(path.join(staging.fresh, 'one/two')).sort()).toEqual(['d.txt', 'three']);
    expect(media).toMatchObject({ files: 5, bytes: 35 });
  });

  test('who was frozen puts nothing into a staging that was taken over, and makes none', async () => {
    const frozen = new StagedMedia(staging);
    await add(frozen, 'one/a.txt');

    const taken = takeOverMediaStaging(uploads, STEM, 8);

    await expect(add(frozen, 'one/b.txt')).rejects.toThrow();
    await expect(add(frozen, 'two/c.txt')).rejects.toThrow();
    expect(existsSync(staging.root)).toBe(false);
    expect(readdirSync(path.join(taken!.fresh, 'one'))).toEqual(['a.txt']);
  });
});

function add(media: StagedMedia, file: string): Promise<void> {
  const entry = { path: { bytes: Buffer.from(`media/uploads/${file}`) }, size: 7, mtime: 0 };
  return media.add(entry, body());
}

async function* body(): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from('content'));
}
