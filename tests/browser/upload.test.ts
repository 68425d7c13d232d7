import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Backup } from '../../server/src/contracts/backups';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { adminClient, signIn } from '../support/admin-client';
import { backupClient, type BackupClient } from '../support/backup-client';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';
import { enterPanel } from './enter-panel';
import { JOB_MS, openBackup, untilProgress } from './panel';
import { photograph } from './photograph';

/** Slow enough for a hand to stop it in the middle. */
const BYTES_PER_SECOND = 6 * 1024 ** 2;

/** A super-admin with an archive from another machine; each test goes on where the last one ended. */
describe('an archive that is uploaded in the panel', () => {
  let browser: Browser;
  let site: Site;
  let server: RunningServer;
  let page: Page;
  let faults: string[];
  let client: BackupClient;
  let backup: Backup;
  let archive: string;

  beforeAll(async () => {
    site = await createSite({ name: 'browser-upload', seed: true });
    server = await startServer(site);
    const session = await signIn(server);
    const key = await session.createAdminToken(Object.values(PERMISSIONS));
    client = backupClient(adminClient(server, key));
    backup = await client.finished((await client.create({ name: 'From the old server' })).id);
    const elsewhere = path.join(site.dir, 'elsewhere');
    await mkdir(elsewhere);
    archive = path.join(elsewhere, backup.fileName!);
    await cp(path.join(site.backupsDir, backup.fileName!), archive);
    await writeFile(path.join(elsewhere, 'notes.pdf'), 'no archive');
    await client.delete(backup.id, true);

    ({ browser, page, faults } = await enterPanel(server.url));
    await openBackup(page);
  });

  afterAll(async () => {
    await browser.close();
  });

  afterEach(() => {
    expect(faults).toEqual([]);
  });

  async function throttle(bytesPerSecond: number): Promise<void> {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond,
    });
  }

  async function choose(file: string): Promise<void> {
    await page.click('[data-testid="backup-upload"]');
    await page.setInputFiles('[data-testid="upload-input"]', file);
  }

  test('what is no archive is said to be none, and nothing is sent', async () => {
    await choose(path.join(path.dirname(archive), 'notes.pdf'));
    await page.getByText('“notes.pdf” is no archive of this plugin').waitFor();
    await photograph(page, 'upload-choose');
    await page.keyboard.press('Escape');
  });

  test('stops and goes on by hand, and after the page was loaded again', async () => {
    await throttle(BYTES_PER_SECOND);
    await choose(archive);
    await untilProgress(page, '[data-testid="upload-progress"]', 25);
    await photograph(page, 'upload-sending');
    await page.click('[data-testid="upload-pause"]');
    await page.waitForSelector('[data-testid="upload-paused"]');
    await page.click('[data-testid="upload-resume"]');
    await page.waitForSelector('[data-testid="upload-sending"]');
    await untilProgress(page, '[data-testid="upload-progress"]', 45);

    await page.reload();
    await page.waitForSelector('[data-testid="upload-receiving"]');
    await photograph(page, 'upload-interrupted');
    const offsets: number[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
    });
    await throttle(-1);
    await choose(archive);
    await page.waitForSelector('[data-testid="upload-completed"]', { timeout: JOB_MS });
    expect(offsets[0]).toBeGreaterThan(backup.size! / 4);
    await page.waitForSelector(`[data-testid="backup-row-${backup.id}"]`);
    await photograph(page, 'upload-completed');
    expect(await client.get(backup.id)).toMatchObject({
      origin: 'upload',
      verification: 'verified',
      sha256: backup.sha256,
    });
  });

  test('the same one again is refused in words, which can be taken off the list', async () => {
    await choose(archive);
    await page.waitForSelector('[data-testid="upload-refused"]', { timeout: JOB_MS });
    await page.getByText('ALREADY_LISTED').waitFor();
    await photograph(page, 'upload-refused');
    await page.getByRole('button', { name: 'Remove from this list' }).last().click();
    await page.waitForSelector('[data-testid="upload-refused"]', { state: 'detached' });
  });

  test('what was put into the folder by hand is found at a click', async () => {
    await client.delete(backup.id, true);
    await cp(archive, path.join(site.backupsDir, 'from-a-disk.tar.gz'));
    await writeFile(path.join(site.backupsDir, 'half-copied.tar.gz'), '');
    await page.click('[data-testid="backup-rescan"]');
    await page.getByText('1 more is being read.').waitFor();
    await page.getByText('half-copied.tar.gz: The file is empty.').waitFor();
    await photograph(page, 'rescan');
    await page.waitForSelector(`[data-testid="backup-row-${backup.id}"]`, { timeout: JOB_MS });
    expect(await client.get(backup.id)).toMatchObject({
      ...{ origin: 'found', verification: 'verified', fileName: backup.fileName },
    });
  });
});
