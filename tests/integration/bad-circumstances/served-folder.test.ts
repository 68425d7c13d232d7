import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { refusalOf } from '../../support/refusal';
import { isUp, openSmallSite } from './small-site';

/** Archives in a folder that the web server hands out would be everybody's. */
describe('a backup folder that is served', () => {
  test.each([
    ['inside of public', 'public/backups'],
    ['public itself, by another name', 'public/../public'],
    ['behind a link into public', 'elsewhere/backups'],
  ])('is refused: %s', async (_, folder) => {
    const { site, server, admin, client } = await openSmallSite('served', {
      settings: { folder },
      prepare: async (site) => {
        await mkdir(path.join(site.publicDir, 'hidden'));
        await symlink(path.join(site.publicDir, 'hidden'), path.join(site.dir, 'elsewhere'));
      },
    });
    expect(server.log()).toMatch(/inside a folder that the web server hands out/);
    const before = (await readdir(site.publicDir, { recursive: true })).sort();

    const answer = await admin.request('POST', '/backup/backups', { body: { type: 'full' } });
    const refusal = refusalOf(answer);
    expect(refusal.code).toBe('FOLDER_SERVED');
    expect(refusal.message).toContain('the setting “folder”');

    expect(await isUp(server)).toBe(true);
    expect(await client.list()).toEqual([]);
    expect((await readdir(site.publicDir, { recursive: true })).sort()).toEqual(before);
    expect(existsSync(site.backupsDir)).toBe(false);
    await server.stop();
  });
});
