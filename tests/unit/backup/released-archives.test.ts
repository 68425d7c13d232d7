import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseSidecar } from '../../../server/src/archive/sidecar';
import { verifyArchive } from '../../../server/src/backup/verify-archive';
import { openEngine } from '../../../server/src/database/open-engine';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = path.resolve(__dirname, '../../fixtures/archives');
const archives = readdirSync(folder).filter((name) => /\.tar(\.gz)?$/.test(name));
const scratch = temporaryFolder();
const driver = require.resolve('better-sqlite3');

test('there is an archive of every released format', () => {
  expect(archives.length).toBeGreaterThan(0);
});

test.each(archives)('%s can still be read to its last row', async (name) => {
  const file = path.join(folder, name);
  const sidecar = parseSidecar(readFileSync(`${file}.manifest.json`));
  const { manifest } = await verifyArchive(
    { file, expected: sidecar.archive, scratch: scratch(), minFreeDisk: 0 },
    {
      engine: openEngine({
        client: 'sqlite',
        filename: path.join(scratch(), 'x'),
        driver,
        wal: true,
      }),
      signal: new AbortController().signal,
      report: () => undefined,
      log: () => undefined,
    },
  );
  expect(manifest).toEqual(sidecar.manifest);
  expect(manifest.formatVersion).toBe(1);
  expect(manifest.counts).toMatchObject({ tables: 2, rows: 3, mediaFiles: 2 });
});
