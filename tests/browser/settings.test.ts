import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { scheduleListAnswerSchema } from '../../server/src/contracts/schedules';
import { settingsAnswerSchema, type SettingsView } from '../../server/src/contracts/settings';
import { SCHEDULES_TABLE, SETTINGS_TABLE } from '../../server/src/database/own-tables';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { backupClient } from '../support/backup-client';
import { DATABASE_KIND } from '../support/database-kind';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';
import { enterPanel } from './enter-panel';
import { openBackup } from './panel';
import { photograph } from './photograph';

const CANARY = 'canary-of-the-panel';
const FIXED = { mail: { language: 'fr' }, maxUploadSize: 20e9, keepAccount: true };
const NIGHTLY = {
  ...{ name: 'Nightly', type: 'full', frequency: 'daily', time: '03:30', zone: 'Europe/Paris' },
  retention: { daily: 7 },
};

/** A super-admin who makes the plugin fit the site; each test goes on where the last one ended. */
describe('settings, in the panel', () => {
  let browser: Browser;
  let site: Site;
  let server: RunningServer;
  let page: Page;
  let faults: string[];
  let api: AdminClient;

  beforeAll(async () => {
    site = await createSite({ name: 'browser-settings', seed: { scale: 0.1 } });
    server = await startServer(site, {
      env: { BACKUP_CONFIG: JSON.stringify(FIXED), ENCRYPTION_KEY: 'a key of the site' },
    });
    const session = await signIn(server);
    api = adminClient(server, await session.createAdminToken(Object.values(PERMISSIONS)));
    ({ browser, page, faults } = await enterPanel(server.url));
    await openBackup(page);
    await page.click('[data-testid="settings-tab"]');
  });

  afterAll(async () => {
    await browser.close();
  });

  afterEach(() => {
    expect(faults).toEqual([]);
  });

  const stored = async (): Promise<SettingsView> =>
    settingsAnswerSchema.parse((await api.request('GET', '/backup/settings')).body).data;

  const change = async (body: object): Promise<void> => {
    const { status } = await api.request('PUT', '/backup/settings', { body });
    expect(status).toBe(200);
  };

  const setting = (name: string): Locator => page.locator(`[data-testid="setting-${name}"]`);
  const input = (name: string): Locator => setting(name).getByRole('textbox');
  const saveButton = (): Locator => page.locator('[data-testid="settings-save"]');

  async function openSection(section: string): Promise<void> {
    await page.click(`[data-testid="settings-section-${section}"]`);
    await page.waitForSelector(`[data-testid="settings-${section}"]`);
  }

  async function choose(name: string, option: string): Promise<void> {
    await setting(name).getByRole('combobox').click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }

  async function save(): Promise<void> {
    await saveButton().click();
    await page.getByText('The settings are saved.').first().waitFor();
    await page.getByText('Not saved yet').waitFor({ state: 'detached' });
    expect(await saveButton().isDisabled()).toBe(true);
  }

  /** Tries what stands in the form. @returns the rows' levels and texts */
  async function tryOut(): Promise<{ red: string[]; all: string[] }> {
    await page.click('[data-testid="settings-test"]');
    await page.getByText('Testing…').first().waitFor({ state: 'detached' });
    await page.waitForSelector('[data-testid="settings-test-result"]');
    return {
      red: await page.locator('[data-testid="settings-check-red"]').allInnerTexts(),
      all: await page.locator('[data-testid^="settings-check-"]').allInnerTexts(),
    };
  }

  test('are changed, saved by themselves, and still there after a reload', async () => {
    await openSection('backups');
    await choose('compressionLevel', '9: smallest');
    await setting('excludeLogs').getByRole('checkbox').click();
    await input('excludePaths').fill('cache/*\n\n*.tmp');
    await photograph(page, 'settings-unsaved');
    await save();
    await page.reload();
    await setting('compressionLevel').getByText('9: smallest').waitFor();
    expect(await input('excludePaths').inputValue()).toBe('cache/*\n*.tmp');
    expect((await stored()).values).toMatchObject({
      ...{ compression: 'gzip', compressionLevel: 9, excludeLogs: true },
      excludePaths: ['cache/*', '*.tmp'],
    });
  });

  test('sizes and times are said as people say them', async () => {
    await openSection('folder');
    await input('maxTotalSize').fill('1.5');
    await setting('maxTotalSize').getByRole('combobox').click();
    await page.getByRole('option', { name: 'TB' }).click();
    await input('minFreeDisk').fill('300');
    await save();
    await openSection('restores');
    await input('keepReplacedHours').fill('2');
    await save();
    expect((await stored()).values).toMatchObject({
      ...{ maxTotalSize: 1.5e12, minFreeDisk: 3e8, keepReplacedHours: 48 },
    });
    await openSection('folder');
    await input('maxTotalSize').fill('');
    expect(await input('maxTotalSize').getAttribute('placeholder')).toBe('No limit');
    await save();
    expect((await stored()).values.maxTotalSize).toBeNull();
  });

  test('a wrong value is named at its field, and nothing is sent', async () => {
    await openSection('mail');
    await input('mail.recipients').fill('ops@example.com\nnobody');
    await saveButton().click();
    await setting('mail.recipients').getByText('“nobody” is not an e-mail address.').waitFor();
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-invalid') === 'true',
    );
    await photograph(page, 'settings-wrong');
    await page.getByRole('radio', { name: 'A mail server of your own (SMTP)' }).click();
    await input('mail.recipients').fill('ops@example.com');
    await saveButton().click();
    await setting('mail.smtp.host').getByText('needs its host').waitFor();
    await setting('mail.sender').getByText('needs a sender').waitFor();
    expect((await stored()).values.mail).toMatchObject({ recipients: [], transport: 'strapi' });
    await page.getByRole('radio', { name: 'Strapi’s e-mail plugin' }).click();
    await save();
    expect((await stored()).values.mail.recipients).toEqual(['ops@example.com']);
  });

  test('what the server refuses is said at its field, too', async () => {
    const own = { transport: 'smtp', sender: 'backup@example.com', smtp: { host: '127.0.0.1' } };
    await change({ mail: { sender: 'backup@example.com' } });
    await openSection('folder');
    await openSection('mail');
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLInputElement>('[name="mail.sender"]')?.value ===
        'backup@example.com',
    );
    // Somebody else, meanwhile.
    await change({ mail: own });
    await input('mail.sender').fill('');
    await saveButton().click();
    await setting('mail.sender').getByText('needs a sender').waitFor();
    await page.click('[data-testid="settings-discard"]');
    expect(await input('mail.sender').inputValue()).toBe('backup@example.com');
    await change({ mail: { transport: 'strapi', sender: null, smtp: { host: null } } });
  });

  test('a folder that everybody could fetch is red before it is stored, and a good one is not', async () => {
    await openSection('folder');
    await input('folder').fill('public/uploads/backups');
    const wrong = await tryOut();
    expect(wrong.red).toHaveLength(1);
    expect(wrong.red[0]).toContain('hands out');
    await photograph(page, 'settings-test-red');
    expect((await stored()).values.folder).toBe('.backups');

    await input('folder').fill('elsewhere');
    await page.getByText('Something has been changed since this test.').waitFor();
    const good = await tryOut();
    expect(good.red).toEqual([]);
    expect(good.all.join('\n')).toContain(path.join(site.dir, 'elsewhere'));
    await save();
    await page.waitForSelector('[data-testid="settings-test-result"]');
    await photograph(page, 'settings-test-good');
    expect((await stored()).values.folder).toBe('elsewhere');
    await input('folder').fill('.backups');
    await save();
  });

  test('of the database there is what the site’s database has', async () => {
    await openSection('database');
    if (DATABASE_KIND === 'sqlite') {
      await page.getByText('nothing to set here').waitFor();
      expect((await tryOut()).red).toEqual([]);
      return;
    }
    await page.getByRole('radio', { name: 'Another account, for backups only' }).click();
    await input('database.port').fill('1');
    expect((await tryOut()).red).toHaveLength(1);
    await page.click('[data-testid="settings-discard"]');
    expect((await tryOut()).red).toEqual([]);
  });

  test('retention is tried on the backups that are there, before it deletes any', async () => {
    const client = backupClient(api);
    for (const name of ['The first', 'The second']) {
      await client.finished((await client.create({ name, type: 'database' })).id);
    }
    await openSection('retention');
    await page.click('[data-testid="cleanup-preview"]');
    await page.getByText('Nothing would be deleted now.').waitFor();
    await input('retention.keepLast').fill('1');
    await page.getByText('Save first to see').waitFor();
    await save();
    await page.click('[data-testid="cleanup-preview"]');
    const planned = page.locator('[data-testid="cleanup-planned"]');
    await planned.getByText('1 backup would be deleted now').waitFor();
    await planned.getByText('The first').waitFor();
    await photograph(page, 'settings-retention');
    expect(await client.list()).toHaveLength(2);
    await input('retention.keepLast').fill('');
    await input('retention.daily').fill('-1');
    await saveButton().click();
    await setting('retention.daily').getByText('At least 0.').waitFor();
    await input('retention.daily').fill('7');
    await save();
    expect((await stored()).values.retention).toMatchObject({ keepLast: null, daily: 7 });
  });

  test('what config/plugins has fixed can be read, and not changed', async () => {
    await openSection('folder');
    await setting('maxUploadSize').getByText('Set in config/plugins, and only there.').waitFor();
    expect(await input('maxUploadSize').isDisabled()).toBe(true);
    expect(await input('maxUploadSize').inputValue()).toBe('20');
    await openSection('mail');
    const language = setting('mail.language').getByRole('combobox');
    expect(await language.isDisabled()).toBe(true);
    expect(await language.innerText()).toContain('French');
    await openSection('restores');
    expect(await setting('keepAccount').getByRole('checkbox').isDisabled()).toBe(true);
  });

  test('a secret is stored and never shown, replaced, and forgotten', async () => {
    await openSection('webhook');
    const secret = setting('webhook.secret');
    const answers: Promise<string>[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/backup/settings')) {
        answers.push(response.text().catch(() => ''));
      }
    });
    await secret.locator('input').fill(CANARY);
    await save();
    await secret.getByText('Set', { exact: true }).waitFor();
    expect((await stored()).values.webhook.secret).toEqual({ isSet: true, isReadable: true });
    await page.reload();
    await secret.getByText('Set', { exact: true }).waitFor();
    expect(await page.content()).not.toContain(CANARY);
    expect((await Promise.all(answers)).join()).not.toContain(CANARY);
    await photograph(page, 'settings-secret');

    await secret.getByRole('button', { name: 'Replace' }).click();
    await secret.locator('input').fill('another');
    await secret.getByRole('button', { name: 'Keep the stored one' }).click();
    await secret.getByText('Set', { exact: true }).waitFor();
    expect(await saveButton().isDisabled()).toBe(true);

    await secret.getByRole('button', { name: 'Forget' }).click();
    await secret.getByText('Forgotten when saved').waitFor();
    await save();
    await secret.locator('input').waitFor();
    expect((await stored()).values.webhook.secret).toEqual({ isSet: false, isReadable: true });
  });

  test('what is not saved is not lost by a slip', async () => {
    await openSection('webhook');
    await input('webhook.url').fill('https://example.com/hook');
    for (const place of ['settings-section-mail', 'backups-tab']) {
      await page.click(`[data-testid="${place}"]`);
      await page.waitForSelector('[data-testid="discard-stay"]');
      await page.click('[data-testid="discard-stay"]');
      await page.waitForSelector('[data-testid="discard-stay"]', { state: 'detached' });
      expect(await input('webhook.url').inputValue()).toBe('https://example.com/hook');
    }
    const asked = new Promise<string>((resolve) => {
      page.once('dialog', (dialog) => {
        resolve(dialog.type());
        void dialog.dismiss();
      });
    });
    // The browser asks in its own words, and the page stays.
    await page.evaluate(() => setTimeout(() => window.location.reload()));
    expect(await asked).toBe('beforeunload');

    await page.click('[data-testid="backups-tab"]');
    await page.click('[data-testid="discard-submit"]');
    await page.getByRole('tab', { name: 'Backups', selected: true }).waitFor();
    expect((await stored()).values.webhook.url).toBeNull();
  });

  test('schedules and settings that outlived the database are offered, and brought back', async () => {
    await change({ compressionLevel: 3, retention: { daily: 7 }, webhook: { secret: CANARY } });
    await api.request('POST', '/backup/schedules', { body: NIGHTLY });
    await site.database.run(`DELETE FROM ${SCHEDULES_TABLE}`);
    await site.database.run(`DELETE FROM ${SETTINGS_TABLE}`);
    await untilOffered();
    await page.reload();
    const offer = page.locator('[data-testid="mirror-offer"]');
    await offer.getByText('Nightly').waitFor();
    await offer.getByText('Compression level').waitFor();
    await photograph(page, 'mirror-offer');
    await page.click('[data-testid="mirror-adopt"]');

    const result = page.locator('[data-testid="mirror-result"]');
    await result.getByText(/^1 schedule and \d+ settings\.$/).waitFor();
    await result.getByText(/have to be entered again/).waitFor();
    await photograph(page, 'mirror-result');
    const schedules = scheduleListAnswerSchema.parse(
      (await api.request('GET', '/backup/schedules')).body,
    );
    expect(schedules.data.map(({ name }) => name)).toEqual(['Nightly']);
    const { values } = await stored();
    expect(values).toMatchObject({ compressionLevel: 3, retention: { daily: 7 } });
    expect(values.webhook.secret.isSet).toBe(false);
    await page.click('[data-testid="mirror-close"]');
    await result.waitFor({ state: 'detached' });
    expect(await offer.count()).toBe(0);
  });

  /** Settings are read anew within a second. */
  async function untilOffered(): Promise<void> {
    for (let tries = 0; tries < 50; tries += 1) {
      const { body } = await api.request('GET', '/backup/settings/mirror');
      if ((body as { data: unknown }).data !== null) return;
      await page.waitForTimeout(200);
    }
    throw new Error('Nothing was offered.');
  }
});
