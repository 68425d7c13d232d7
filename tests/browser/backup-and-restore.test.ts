import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { type Backup, backupListAnswerSchema } from '../../server/src/contracts/backups';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { type Restore, restoreListAnswerSchema } from '../../server/src/contracts/restores';
import { type AdminClient, SUPER_ADMIN, adminClient, signIn } from '../support/admin-client';
import { type RunningServer, startServer } from '../support/server';
import { createSite } from '../support/site';
import { enterPanel } from './enter-panel';
import {
  JOB_MS,
  chooseAction,
  fillSignIn,
  mainMenu,
  openBackup,
  untilProgress,
  watchProgress,
} from './panel';
import { photograph } from './photograph';

const ARTICLES = '/admin/content-manager/collection-types/api::article.article';

/** One visit of a super-admin, from the first backup to an undo; each test goes on where the last one ended. */
describe('a super-admin', () => {
  let browser: Browser;
  let server: RunningServer;
  let page: Page;
  let faults: string[];
  /** With a key that is in the backup too, so that it outlives the restores. */
  let api: AdminClient;
  let backup: Backup;
  let article: { title: string; content: unknown };

  beforeAll(async () => {
    server = await startServer(await createSite({ name: 'browser', seed: true }));
    const key = await (await signIn(server)).createAdminToken([PERMISSIONS.read]);
    api = adminClient(server, key);
    ({ browser, page, faults } = await enterPanel(server.url));
  });

  afterAll(async () => {
    await browser.close();
  });

  afterEach(() => {
    expect(faults).toEqual([]);
  });

  test('finds Backup at the end of the main menu', async () => {
    expect((await mainMenu(page)).at(-1)).toBe('/admin/plugins/backup');
    await openBackup(page);
    await page.getByRole('tab', { name: 'Backups' }).waitFor();
    await photograph(page, 'backups-empty');
  });

  test('makes a full backup with two clicks and sees it reach 100 %', async () => {
    const progressSeen = await watchProgress(page);
    await page.click('[data-testid="backup-create"]');
    await page.waitForSelector('[data-testid="backup-create-submit"]');
    await photograph(page, 'backup-create');
    await page.click('[data-testid="backup-create-submit"]');
    await untilProgress(page, '[data-testid="backup-progress"]', 5);
    await photograph(page, 'backup-running');

    await page.getByText('Verified', { exact: true }).waitFor({ timeout: JOB_MS });
    await page.waitForSelector('[data-testid="backup-progress"]', { state: 'detached' });
    const seen = await progressSeen();
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.at(-1)).toBe(100);

    backup = (await listBackups())[0]!;
    expect(backup).toMatchObject({ type: 'full', status: 'completed', verification: 'verified' });
    await page.waitForSelector(`[data-testid="backup-row-${backup.id}"]`);
    await photograph(page, 'backup-made');
  });

  test('downloads it: the very bytes that were recorded', async () => {
    const starting = page.waitForEvent('download');
    await chooseAction(page, backup.id, 'download');
    const download = await starting;
    expect(download.suggestedFilename()).toBe(backup.fileName);

    const bytes = await readFile(await download.path());
    expect(bytes.length).toBe(backup.size);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(backup.sha256);
  });

  test('looks at what is inside', async () => {
    await chooseAction(page, backup.id, 'details');
    await page.getByRole('dialog').waitFor();
    await page.getByText(backup.sha256!.slice(0, 8)).first().waitFor();
    await photograph(page, 'backup-details');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('deletes an entry in the content manager and brings it back with a restore', async () => {
    article = await deleteFirstArticle();
    expect(await contentOf(article.title)).toEqual([]);

    await openBackup(page);
    await chooseAction(page, backup.id, 'restore');
    await page.waitForSelector('[data-testid="restore-plan"]');
    await page.waitForSelector('[data-testid="restore-next"]:enabled');
    await photograph(page, 'restore-plan');
    await page.click('[data-testid="restore-next"]');
    await page.waitForSelector('[data-testid="restore-password"]');
    await photograph(page, 'restore-password');
    await page.fill('[data-testid="restore-password"]', 'not the password');
    await page.click('[data-testid="restore-submit"]');
    await page.getByText(/password.*(wrong|not the one)/i).waitFor();
    await page.fill('[data-testid="restore-password"]', SUPER_ADMIN.password);
    await page.click('[data-testid="restore-submit"]');

    await untilProgress(page, '[data-testid="restore-progress"]', 4);
    await photograph(page, 'restore-running');
    await page.waitForSelector('[data-testid="restore-result"]', { timeout: JOB_MS });
    await photograph(page, 'restore-result');
    await page.click('[data-testid="restore-sign-in"]');
    await fillSignIn(page, SUPER_ADMIN);

    expect(await contentOf(article.title)).toEqual(article.content);
    await page.goto(`${server.url}${ARTICLES}?page=1&pageSize=10&sort=title:ASC`);
    await page.getByRole('row').filter({ hasText: article.title }).waitFor();
  });

  test('undoes the restore, which brings the deletion back', async () => {
    await openBackup(page);
    await page.click('[data-testid="restores-tab"]');
    const [restore] = await listRestores();
    expect(restore).toMatchObject({ status: 'completed', canUndo: true });
    await page.waitForSelector(`[data-testid="restore-row-${restore!.id}"]`);
    await photograph(page, 'restores');

    await page.click(`[data-testid="restore-undo-${restore!.id}"]`);
    await page.waitForSelector('[data-testid="undo-password"]');
    await photograph(page, 'undo');
    await page.fill('[data-testid="undo-password"]', SUPER_ADMIN.password);
    await page.click('[data-testid="undo-submit"]');
    await page.waitForSelector('[data-testid="restore-result"]', { timeout: JOB_MS });
    await photograph(page, 'undo-result');
    await page.click('[data-testid="restore-sign-in"]');
    await fillSignIn(page, SUPER_ADMIN);

    expect(await contentOf(article.title)).toEqual([]);
    expect((await listRestores())[0]!.undoneAt).not.toBeNull();
    await openBackup(page);
    await page.waitForSelector(`[data-testid="backup-row-${backup.id}"]`);
    await photograph(page, 'backups');
  });

  /** Deletes the first article of the list in all languages, through the content manager's screens. */
  async function deleteFirstArticle(): Promise<{ title: string; content: unknown }> {
    await page.goto(`${server.url}${ARTICLES}?page=1&pageSize=10&sort=title:ASC`);
    const row = page.locator('table tbody tr').first();
    const title = (await row.locator('td').nth(2).innerText()).trim();
    const content = await contentOf(title);
    expect(content).toHaveLength(1);

    await row.getByRole('button', { name: 'Row actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete entry (all locales)' }).click();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Deleted document').waitFor();
    await page.getByRole('row').filter({ hasText: title }).waitFor({ state: 'detached' });
    return { title, content };
  }

  /** What visitors of the site get: the article with all that belongs to it. */
  async function contentOf(title: string): Promise<unknown> {
    const query = new URLSearchParams({ 'filters[title][$eq]': title, populate: '*' });
    const { status, body } = await adminClient(server, null).request(
      'GET',
      `/api/articles?${query.toString()}`,
    );
    expect(status).toBe(200);
    return (body as { data: unknown }).data;
  }

  async function listBackups(): Promise<Backup[]> {
    const { body } = await api.request('GET', '/backup/backups', {
      parse: (answer) => backupListAnswerSchema.parse(answer),
    });
    return body.data;
  }

  async function listRestores(): Promise<Restore[]> {
    const { body } = await api.request('GET', '/backup/restores', {
      parse: (answer) => restoreListAnswerSchema.parse(answer),
    });
    return body.data;
  }
});
