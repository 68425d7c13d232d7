import { appendFile, open, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { currentJobAnswerSchema } from '../../../server/src/contracts/jobs';
import type { AdminClient } from '../../support/admin-client';
import { expectBackupWorks, openSmallSite } from './small-site';

const LARGE_BYTES = 400 * 1024 ** 2;
const LOOK_AGAIN_MS = 5;
const DEADLINE_MS = 60_000;

describe('media that change while they are read', () => {
  test('are in the backup as one moment of each, and reported', async () => {
    const small = await openSmallSite('changing');
    const { site, admin, client } = small;
    const file = (name: string): string => path.join(site.uploadsDir, name);
    // Names decide the order in which files are read. These are all zeros, which take no disk.
    for (const name of ['a-grows.bin', 'b-shrinks.bin']) {
      await (await open(file(name), 'w')).close();
      await truncate(file(name), LARGE_BYTES);
    }
    await writeFile(file('z-vanishes.bin'), 'here and gone');

    const { id } = await client.create();
    await untilReading(admin, 'a-grows.bin');
    await appendFile(file('a-grows.bin'), 'more');
    // The folder has been listed by now.
    await rm(file('z-vanishes.bin'));
    await untilReading(admin, 'b-shrinks.bin');
    await truncate(file('b-shrinks.bin'), 1000);
    const backup = await client.finished(id);
    await client.idle();

    expect(backup).toMatchObject({ status: 'completed', verification: 'verified', error: null });
    expect(backup.counts).toMatchObject({ mediaFiles: 7, missingMedia: 1 });
    const warnings = new Map(backup.warnings.map(({ code, message }) => [code, message]));
    expect(warnings.get('MEDIA_CHANGED')).toMatch(/^2 /);
    expect(warnings.get('MEDIA_MISSING')).toContain('z-vanishes.bin');
    const log = await admin.request('GET', `/backup/backups/${id}/log`);
    for (const name of ['a-grows.bin', 'b-shrinks.bin', 'z-vanishes.bin']) {
      expect(JSON.stringify(log.body)).toContain(name);
    }
    await rm(file('a-grows.bin'));
    await expectBackupWorks(small);
  });
});

/** Waits until the running job is in the middle of a file. */
async function untilReading(admin: AdminClient, name: string): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const { body } = await admin.request('GET', '/backup/jobs/current');
    const job = currentJobAnswerSchema.parse(body).data;
    if (job === null) throw new Error(`The job ended before ${name} was seen.`);
    if (job.progress?.item === name) return;
    if (Date.now() > deadline) throw new Error(`${name} was never read.`);
    await wait(LOOK_AGAIN_MS);
  }
}
