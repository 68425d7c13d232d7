import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readArchive } from '../../../server/src/archive/read-archive';
import { DATABASE, GUIDE, gzipMembers, hostileTar, media } from '../../support/hostile-archive';
import { temporaryFolder } from '../../support/temporary-folder';
import { QUOTA } from './refuses';

const folder = temporaryFolder();

describe('the builder of hostile archives', () => {
  it.each(['gzip', 'none'] as const)('builds archives that are accepted (%s)', async (method) => {
    const tar = hostileTar({ entries: [GUIDE, DATABASE, media('a'), media('b')], method });
    const file = path.join(folder(), 'good');
    writeFileSync(file, method === 'gzip' ? gzipMembers(tar) : tar);
    const { manifest } = await readArchive({ file, quota: QUOTA });
    expect(manifest.counts.mediaFiles).toBe(2);
  });
});
