import type { Browser, Page } from 'playwright-core';
import type { Backup } from '../../server/src/contracts/backups';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { adminClient, signIn, SUPER_ADMIN } from '../support/admin-client';
import { backupClient } from '../support/backup-client';
import { startServer, type RunningServer } from '../support/server';
import { createSite } from '../support/site';
import { enterPanel } from './enter-panel';
import { JOB_MS, chooseAction, fillSignIn, openBackup } from './panel';
import { photograph } from './photograph';

/** Somebody deleted a tag a while ago, and nobody wants to lose what was written since. */
describe('adding what is missing, in the panel', () => {
  let browser: Browser;
  let server: RunningServer;
  let page: Page;
  let faults: string[];
  let backup: Backup;

  beforeAll(async () => {
    const site = await createSite({ name: 'browser-preserve', seed: { scale: 0.1 } });
    server = await startServer(site);
    const session = await signIn(server);
    const key = await session.createAdminToken(Object.values(PERMISSIONS));
    const client = backupClient(adminClient(server, key));
    backup = await client.finished((await client.create({ name: 'Before the mistake' })).id);
    await client.idle();
    const list = await fetch(`${server.url}/api/articles?pagination[pageSize]=2&locale=en`);
    const { data } = (await list.json()) as { data: { documentId: string }[] };
    for (const { documentId } of data) {
      await fetch(`${server.url}/api/articles/${documentId}`, { method: 'DELETE' });
    }

    ({ browser, page, faults } = await enterPanel(server.url));
    await openBackup(page);
  });

  afterAll(async () => {
    await browser.close();
  });

  test('the plan says what stays, and the end what was added', async () => {
    await chooseAction(page, backup.id, 'restore');
    await page.waitForSelector('[data-testid="restore-plan"]');
    await page.getByRole('radio', { name: /Add what is missing/ }).click();
    await page.getByText('What is here stays.').waitFor();
    await page.getByText('A safety backup of the site is always made first.').waitFor();
    await photograph(page, 'preserve-plan');
    await page.click('[data-testid="restore-next"]');
    await page.waitForSelector('[data-testid="restore-password"]');
    await page.fill(
      '[data-testid="restore-password"] input, input[data-testid="restore-password"]',
      SUPER_ADMIN.password,
    );
    await photograph(page, 'preserve-confirm');
    await page.click('[data-testid="restore-submit"]');
    await page.waitForSelector('[data-testid="restore-preserved"]', { timeout: JOB_MS });
    await page.getByText(/api::article\.article: \d/).waitFor();
    await photograph(page, 'preserve-result');
    await page.click('[data-testid="restore-sign-in"]');
    await fillSignIn(page, SUPER_ADMIN);
    expect(faults).toEqual([]);
  });

  test('the audit trail says who did it', async () => {
    await openBackup(page);
    await page.click('[data-testid="settings-tab"]');
    await page.click('[data-testid="audit-tab"]');
    const started = page.getByText('Restore started').first();
    await started.waitFor();
    await photograph(page, 'audit');
    await page.getByRole('combobox', { name: 'Action' }).click();
    await page.getByRole('option', { name: 'Backup started' }).click();
    await started.waitFor({ state: 'detached' });
    expect(await page.locator('[data-testid^="audit-"]').count()).toBeGreaterThan(0);
    await page.reload();
    await page.getByText('Backup started').first().waitFor();
    expect(faults).toEqual([]);
  });
});
