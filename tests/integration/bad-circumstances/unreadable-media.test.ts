import { spawnSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { REPOSITORY } from '../../support/repository';
import type { Site } from '../../support/site';
import { ROOT_USER, testWhere, type Need } from '../../support/test-where';
import { expectBackupWorks, openSmallSite } from './small-site';

const NOBODY = 65_534;

/** To root every file is readable, so Strapi runs as somebody else. Its worker then does too. */
const BECOME_NOBODY =
  '--import=data:text/javascript,process.setgroups([]);' +
  `process.setgid(${NOBODY});process.setuid(${NOBODY})`;

const AS_NOBODY: Need = {
  met: ROOT_USER.met && nobodyMayRead(path.join(REPOSITORY, 'package.json')),
  what: 'root, and a checkout that others may read',
};

describe('media that cannot be read', () => {
  testWhere(AS_NOBODY, 'are named, and everything else is in the backup', async () => {
    const small = await openSmallSite('unreadable', {
      prepare: async (site) => {
        const locked = path.join(site.uploadsDir, 'locked');
        await mkdir(locked);
        await writeFile(path.join(locked, 'inside.bin'), 'inside');
        giveToNobody(site);
        await chmod(path.join(site.uploadsDir, '1.bin'), 0);
        await chmod(locked, 0);
      },
      env: { NODE_OPTIONS: BECOME_NOBODY },
    });
    const { site, client } = small;
    await nameInDatabase(site, '/uploads/locked/inside.bin');
    const backup = await client.finished((await client.create()).id);
    await client.idle();
    expect(backup).toMatchObject({ status: 'completed', verification: 'verified' });
    expect(backup.counts).toMatchObject({ mediaFiles: 4, missingMedia: 2 });
    const warning = backup.warnings.find(({ code }) => code === 'MEDIA_MISSING');
    expect(warning?.message).toContain('1.bin');
    expect(backup.warnings.map(({ message }) => message).join(' ')).toContain('locked');

    await chmod(path.join(site.uploadsDir, '1.bin'), 0o644);
    await chmod(path.join(site.uploadsDir, 'locked'), 0o755);
    await expectBackupWorks(small);
  });
});

function nobodyMayRead(file: string): boolean {
  const script = 'require("node:fs").readFileSync(process.argv[1])';
  const ended = spawnSync(process.execPath, ['-e', script, file], { uid: NOBODY, gid: NOBODY });
  return ended.status === 0;
}

/** As the media library names its files. */
function nameInDatabase({ database }: Site, url: string): Promise<void> {
  return database.run(
    `INSERT INTO files (document_id, name, url, hash, mime, size, provider)
     VALUES ('inside', 'inside.bin', ?, 'inside', 'application/octet-stream', 1, 'local')`,
    url,
  );
}

/** Links themselves, never what is behind them: that is the packages of this checkout. */
function giveToNobody(site: Site): void {
  const ended = spawnSync('chown', ['-hR', `${NOBODY}:${NOBODY}`, site.dir]);
  if (ended.status !== 0) throw new Error(ended.stderr.toString());
}
