import { truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readManifest } from '../../../server/src/archive/read-manifest';
import { sidecarText } from '../../../server/src/archive/sidecar';
import { temporaryFolder } from '../../support/temporary-folder';
import { writeSample } from './write-sample';

const folder = temporaryFolder();
const QUOTA = 1024 * 1024;

describe('finding out what an archive is', () => {
  const write = async () => {
    const file = path.join(folder(), 'archive');
    const sidecar = path.join(folder(), 'archive.manifest.json');
    const written = await writeSample(file);
    const archive = { size: written.size, sha256: written.sha256 };
    writeFileSync(sidecar, sidecarText({ archive, manifest: written.manifest }));
    return { file, sidecar, archive, manifest: written.manifest };
  };

  it('believes a sidecar that fits', async () => {
    const { file, sidecar, archive, manifest } = await write();
    const found = await readManifest({ file, sidecar, quota: QUOTA });
    expect(found).toEqual({ archive, manifest, source: 'sidecar' });
  });

  it.each([
    ['is damaged', '{"sidecarVersion"'],
    ['is empty', ''],
  ])('reads the archive where the sidecar %s', async (_, content) => {
    const { file, sidecar, archive, manifest } = await write();
    writeFileSync(sidecar, content);
    const found = await readManifest({ file, sidecar, quota: QUOTA });
    expect(found).toEqual({ archive, manifest, source: 'archive' });
  });

  it('reads the archive where there is no sidecar', async () => {
    const { file, archive, manifest } = await write();
    const sidecar = path.join(folder(), 'none');
    const found = await readManifest({ file, sidecar, quota: QUOTA });
    expect(found).toEqual({ archive, manifest, source: 'archive' });
  });

  it('finds an archive damaged that does not fit its sidecar', async () => {
    const { file, sidecar, archive } = await write();
    truncateSync(file, archive.size - 1);
    const reading = readManifest({ file, sidecar, quota: QUOTA });
    await expect(reading).rejects.toMatchObject({ code: 'ARCHIVE_TRUNCATED' });
  });

  it('says that there is no archive', async () => {
    const { sidecar } = await write();
    const reading = readManifest({ file: path.join(folder(), 'none'), sidecar, quota: QUOTA });
    await expect(reading).rejects.toMatchObject({ code: 'ARCHIVE_MISSING' });
  });

  it('says that the archive is of a newer version', async () => {
    const { file, sidecar } = await write();
    const newer = {
      sidecarVersion: 1,
      archive: { size: 1, sha256: 'a'.repeat(64) },
      manifest: { formatVersion: 2 },
    };
    writeFileSync(sidecar, `${JSON.stringify(newer, null, 2)}\n`);
    const reading = readManifest({ file, sidecar, quota: QUOTA });
    await expect(reading).rejects.toMatchObject({ code: 'ARCHIVE_VERSION' });
  });
});
