import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unpackEntry } from '../../server/src/archive/unpack-entry';
import { ArchiveWriter } from '../../server/src/archive/write-archive';
import { verifyArchive } from '../../server/src/backup/verify-archive';
import { openEngine } from '../../server/src/database/open-engine';
import { DATABASE, GUIDE, gzipMembers, hostileTar } from '../support/hostile-archive';
import { temporaryFolder } from '../support/temporary-folder';
import { ROOT_USER, testWhere } from '../support/test-where';
import { manifestParts } from '../unit/archive/manifest-parts';
import { noise } from '../unit/archive/write-sample';

const folder = temporaryFolder();
const MIB = 1024 * 1024;
const TIME = new Date('2026-01-30T10:00:00Z');

/** Runs with a file system of so many KiB. */
async function onSmallDisk(kib: number, run: (disk: string) => Promise<void>): Promise<void> {
  const disk = path.join(folder(), 'disk');
  mkdirSync(disk, { recursive: true });
  mustWork('mount', ['-t', 'tmpfs', '-o', `size=${kib}k,mode=700`, 'tmpfs', disk]);
  try {
    await run(disk);
  } finally {
    mustWork('umount', [disk]);
  }
}

function mustWork(command: string, args: string[]): void {
  const { status, stderr } = spawnSync(command, args);
  expect(`${status} ${stderr.toString()}`).toBe('0 ');
}

describe('a disk that is too small', () => {
  /** From a disk that is full at once to one that is full at the end, in steps of two pages. */
  const sizes = Array.from({ length: 40 }, (_, at) => at * 8 + 8);

  testWhere(ROOT_USER, 'stops a backup wherever it is full, and leaves nothing', async () => {
    const content = noise(100_000);
    const outcomes = new Set<string>();
    for (const size of sizes) {
      await onSmallDisk(size, async (disk) => {
        outcomes.add(await backUp(disk, content));
      });
    }
    expect([...outcomes].sort()).toEqual(['DISK_FULL', 'finished']);
  });

  async function backUp(disk: string, content: Buffer): Promise<string> {
    const writer = await ArchiveWriter.open({
      file: path.join(disk, 'archive'),
      scratch: disk,
      compression: { method: 'gzip', level: 1 },
    });
    try {
      await writer.addBuffer('RESTORE.md', Buffer.from('# Restore\n'), TIME);
      await writer.addBuffer('media/uploads/a', content, TIME);
      await writer.addBuffer('media/uploads/b', content, TIME);
      await writer.finish(manifestParts({ database: false, media: [100_000, 100_000] }));
      return 'finished';
    } catch (error) {
      await writer.abort();
      expect(readdirSync(disk)).toEqual([]);
      return (error as { code: string }).code;
    }
  }

  testWhere(ROOT_USER, 'stops unpacking', async () => {
    await onSmallDisk(1024, async (disk) => {
      const body = async function* () {
        for (let at = 0; at < 3; at += 1) yield noise(MIB);
      };
      const room = { size: 3 * MIB, free: 10 * MIB };
      const unpacking = unpackEntry(body(), path.join(disk, 'file'), room);
      await expect(unpacking).rejects.toMatchObject({ code: 'DISK_FULL' });
    });
  });

  testWhere(
    ROOT_USER,
    'keeps its reserve, whatever size an archive gives its database',
    async () => {
      const content = Buffer.alloc(40 * MIB);
      const file = path.join(folder(), 'large-database.tar.gz');
      writeFileSync(file, gzipMembers(hostileTar({ entries: [GUIDE, { ...DATABASE, content }] })));
      // Of 64 MB, 24 would be left.
      const outcomes: string[] = [];
      for (const reserve of [32, 16]) {
        await onSmallDisk(64 * 1024, async (disk) => {
          const scratch = path.join(disk, 'scratch');
          mkdirSync(scratch);
          outcomes.push(await verdict(file, scratch, reserve * MIB));
          expect(readdirSync(scratch)).toEqual([]);
        });
      }
      expect(outcomes).toEqual(['DISK_FULL', 'DATABASE_CORRUPT']);
    },
  );

  async function verdict(file: string, scratch: string, minFreeDisk: number): Promise<string> {
    const driver = require.resolve('better-sqlite3');
    const context = {
      engine: openEngine({
        client: 'sqlite',
        filename: path.join(scratch, 'x'),
        driver,
        wal: true,
      }),
      signal: new AbortController().signal,
      report: () => undefined,
      log: () => undefined,
    };
    return verifyArchive({ file, expected: null, scratch, minFreeDisk }, context).then(
      () => 'good',
      (error: unknown) => (error as { code: string }).code,
    );
  }
});
