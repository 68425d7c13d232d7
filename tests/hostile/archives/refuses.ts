import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readArchive } from '../../../server/src/archive/read-archive';
import type { ErrorCode } from '../../../server/src/errors';
import {
  DATABASE,
  GUIDE,
  gzipMembers,
  hostileTar,
  media,
  type ArchivePlan,
  type HostileEntry,
} from '../../support/hostile-archive';
import { temporaryFolder } from '../../support/temporary-folder';

export const MIB = 1024 * 1024;
export const ZEROS = Buffer.alloc(MIB);
export const QUOTA = 32 * MIB;

/** What it is, how it is made, the code that it is refused with, words of the message. */
export type Refused = readonly [string, () => Buffer, ErrorCode, RegExp?];

/** An archive that is as it should be, but for what is given. */
export function full(plan: Partial<ArchivePlan> = {}): Buffer {
  const entries = [GUIDE, DATABASE, media('a.jpg'), media('b.jpg')];
  return gzipMembers(hostileTar({ entries, ...plan }));
}

/** One hostile entry behind good ones. */
export function among(entry: HostileEntry): Buffer {
  return full({ entries: [GUIDE, DATABASE, media('a.jpg'), entry] });
}

/** Reads each archive and expects its code, in little memory. */
export function refuses(what: string, cases: readonly Refused[]): void {
  const folder = temporaryFolder();
  const named = cases.map(([name, build, code, words = /./]) => ({ name, build, code, words }));

  describe(`an archive with hostile ${what}`, () => {
    it.each(named)('is refused: $name', async ({ build, code, words }) => {
      const file = path.join(folder(), 'hostile.tar.gz');
      writeFileSync(file, build());
      const before = process.memoryUsage().rss;
      const error = await readArchive({ file, quota: QUOTA }).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ name: 'BackupError', code });
      expect(String(error)).toMatch(words);
      expect(process.memoryUsage().rss - before).toBeLessThan(150 * MIB);
    });
  });
}
