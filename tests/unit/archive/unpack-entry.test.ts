import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unpackEntry } from '../../../server/src/archive/unpack-entry';
import { temporaryFolder } from '../../support/temporary-folder';
import { noise } from './write-sample';

const folder = temporaryFolder();
const room = { size: 10, free: 1000 };

async function* pieces(...list: Buffer[]): AsyncGenerator<Buffer, void, void> {
  yield* list;
}

describe('unpackEntry', () => {
  it('writes a new file for its owner', async () => {
    const file = path.join(folder(), 'file');
    const content = [noise(100), noise(1024 * 1024), noise(1)];
    await unpackEntry(pieces(...content), file, room);
    expect(readFileSync(file).equals(Buffer.concat(content))).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('writes nothing over or through what is there', async () => {
    const target = path.join(folder(), 'target');
    const link = path.join(folder(), 'link');
    const dangling = path.join(folder(), 'dangling');
    writeFileSync(target, 'mine');
    symlinkSync(target, link);
    symlinkSync(path.join(folder(), 'elsewhere'), dangling);
    for (const file of [target, link, dangling]) {
      const unpacking = unpackEntry(pieces(Buffer.from('theirs')), file, room);
      await expect(unpacking).rejects.toMatchObject({ code: 'FOLDER_UNUSABLE' });
    }
    expect(readFileSync(target, 'utf8')).toBe('mine');
    expect(existsSync(path.join(folder(), 'elsewhere'))).toBe(false);
  });

  it('does not begin where there is too little room', async () => {
    const file = path.join(folder(), 'file');
    const unpacking = unpackEntry(pieces(noise(10)), file, { size: 10, free: 9 });
    await expect(unpacking).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(existsSync(file)).toBe(false);
  });
});
