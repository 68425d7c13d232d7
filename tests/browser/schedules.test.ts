import { rename } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { scheduleListAnswerSchema, type Schedule } from '../../server/src/contracts/schedules';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { backupClient, type BackupClient } from '../support/backup-client';
import { startServer } from '../support/server';
import { createSite, type Site } from '../support/site';
import { enterPanel } from './enter-panel';
import { JOB_MS, openBackup } from './panel';
import { photograph } from './photograph';

/** So many steps from the beginning of a page to anything on it; more would be lost in it. */
const MANY_TABS = 80;

/** For so long a quick hand holds a key; components tell an arrow that is held from a focus that came by itself. */
const KEY_MS = 40;

/** A super-admin sets up backups at night; each test goes on where the last one ended. */
describe('schedules, in the panel', () => {
  let browser: Browser;
  let site: Site;
  let page: Page;
  let faults: string[];
  let admin: AdminClient;
  let client: BackupClient;
  let schedule: Schedule;

  beforeAll(async () => {
    site = await createSite({ name: 'browser-schedules', seed: { scale: 0.1 } });
    const server = await startServer(site);
    const key = await (await signIn(server)).createAdminToken(Object.values(PERMISSIONS));
    admin = adminClient(server, key);
    client = backupClient(admin);
    ({ browser, page, faults } = await enterPanel(server.url));
    await openBackup(page);
  });

  afterAll(async () => {
    await browser.close();
  });

  afterEach(() => {
    expect(faults).toEqual([]);
  });

  test('without one, the page says what is missing and what one is', async () => {
    const banner = page.getByTestId('health');
    await banner.getByText('There is no backup of this site yet.').waitFor();
    expect(await page.getByTestId('health-remedy').innerText()).toBe('Create backup');
    await page.click('[data-testid="schedules-tab"]');
    await page.getByText('Nothing is backed up by itself yet.').waitFor();
    await photograph(page, 'schedules-empty');
  });

  test('one is made with the keyboard alone', async () => {
    await page.reload();
    await page.waitForSelector('[data-testid="schedule-create"]');
    await tabTo('[data-testid="schedule-create"]');
    await press('Enter');
    await page.waitForSelector('[data-testid="schedule-submit"]');
    await photograph(page, 'schedule-new');

    await tabTo('[data-testid="schedule-name"]');
    await type('Twice a week');
    await tabTo('[role="combobox"]');
    await press('Enter');
    await page.getByRole('option', { name: 'Weekly' }).waitFor();
    await press('ArrowDown');
    await press('Enter');
    await tabTo('[data-testid="schedule-time"]');
    await press('Control+A');
    await type('04:15');
    await press('Enter');
    await tabTo('#schedule-weekday-4');
    await press('Space');
    await tabTo('[data-testid="schedule-zone"]');
    await press('Control+A');
    await type('new york');
    await page.getByRole('option', { name: 'America/New_York' }).waitFor();
    await press('ArrowDown');
    await press('Enter');
    await tabTo('[role="radio"][value="settings"]');
    await press('ArrowDown');
    await tabTo('[data-testid="schedule-retention-keepLast"] input');
    await type('2');

    await page.getByText('Every Thursday and Sunday at 04:15, America/New_York').waitFor();
    await page.getByText(/^Keeps the newest 2 backups/).waitFor();
    const runs = await page.locator('[data-testid="schedule-runs"] time').allInnerTexts();
    expect(runs).toHaveLength(5);
    for (const run of runs) expect(run).toMatch(/^(?:Thu|Sun), .*04:15 E[SD]T$/);
    await press('Enter');
    await page.waitForSelector('[data-testid="schedule-submit"]', { state: 'detached' });

    await page.getByText('Every Thursday and Sunday at 04:15, America/New_York').waitFor();
    schedule = (await listSchedules())[0]!;
    expect(schedule).toMatchObject({
      ...{ name: 'Twice a week', type: 'full', enabled: true, frequency: 'weekly', time: '04:15' },
      ...{ weekdays: [0, 4], zone: 'America/New_York', retention: { keepLast: 2, daily: 7 } },
    });
  });

  test('run now, it makes a backup, and the site is backed up well', async () => {
    await choose('run');
    await page.waitForSelector('[data-testid^="schedule-result-"]', { timeout: JOB_MS });
    const row = page.getByTestId(`schedule-row-${schedule.id}`);
    await row.getByText('Completed').waitFor({ timeout: JOB_MS });
    const [made] = await client.list();
    expect(made).toMatchObject({ schedule: schedule.id, origin: 'schedule', status: 'completed' });
    await page.waitForSelector(`[data-testid="schedule-result-${made!.id}"]`);
    await page.getByText('Backups are in order').last().waitFor();
    await page.getByText(/^Next backup in/).waitFor();
    await photograph(page, 'schedules');
  });

  test('edited, it shows what its rules would delete, and nothing typed is lost by a slip', async () => {
    for (let more = 0; more < 2; more += 1) {
      const answer = await admin.request('POST', `/backup/schedules/${schedule.id}/run`);
      await client.finished((answer.body as { data: { id: string } }).data.id);
    }
    await choose('edit');
    for (const rule of ['daily', 'weekly', 'monthly']) {
      await page.fill(`[data-testid="schedule-retention-${rule}"] input`, '');
    }
    await page.fill('[data-testid="schedule-retention-keepLast"] input', '1');
    await page.getByText(/^It would delete \d backups? now/).waitFor();
    await page.getByText(/^Keeps the newest backup\./).waitFor();
    await page.getByTestId('schedule-retention-preview').scrollIntoViewIfNeeded();
    await photograph(page, 'schedule-retention');

    await page.fill('[data-testid="schedule-retention-keepLast"] input', '1.5');
    await page.getByText('Enter a whole number.').waitFor();
    await page.click('[data-testid="schedule-submit"]');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe(
      'true',
    );
    await page.fill('[data-testid="schedule-retention-keepLast"] input', '1');

    await page.getByRole('combobox', { name: 'How often' }).click();
    await page.getByRole('option', { name: 'Cron expression' }).click();
    await page.fill('[data-testid="schedule-cron"]', '61 4 * * *');
    await page.getByText('in its field “minute”').waitFor();
    await photograph(page, 'schedule-wrong');
    await page.fill('[data-testid="schedule-cron"]', '30 4 * * 1-5');
    await page.fill('[data-testid="schedule-name"]', 'Working days');

    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Discard the changes?').waitFor();
    await photograph(page, 'schedule-discard');
    await page.click('[data-testid="discard-stay"]');
    await page.click('[data-testid="schedule-submit"]');
    await page.waitForSelector('[data-testid="schedule-submit"]', { state: 'detached' });
    await page.getByText('Cron 30 4 * * 1-5, America/New_York').waitFor();
    expect((await listSchedules())[0]).toMatchObject({
      ...{ id: schedule.id, name: 'Working days', frequency: 'cron', cron: '30 4 * * 1-5' },
      ...{ enabled: true, retention: { keepLast: 1, daily: null } },
    });
  });

  test('discarded changes are not stored', async () => {
    await choose('edit');
    await page.fill('[data-testid="schedule-name"]', 'Never mind');
    await page.keyboard.press('Escape');
    await page.click('[data-testid="discard-submit"]');
    await page.waitForSelector('[data-testid="schedule-submit"]', { state: 'detached' });
    expect((await listSchedules())[0]).toMatchObject({ name: 'Working days' });
  });

  test('one that failed says why, and the page leads there', async () => {
    await rename(site.uploadsDir, `${site.uploadsDir}.away`);
    await choose('run');
    const row = page.getByTestId(`schedule-row-${schedule.id}`);
    await row.getByText('Failed').waitFor({ timeout: JOB_MS });
    await rename(`${site.uploadsDir}.away`, site.uploadsDir);
    await page.click('[data-testid="backups-tab"]');
    const banner = page.getByTestId('health');
    await banner.getByText('The last backup of the schedule “Working days” failed.').waitFor();
    await photograph(page, 'health-unhealthy');
    await page.click('[data-testid="health-remedy"]');
    await row.getByText(/uploads folder/).waitFor();
    await photograph(page, 'schedules-failed');

    const [failed] = await client.list();
    expect(failed).toMatchObject({ status: 'failed', schedule: schedule.id });
    await page.click(`[data-testid="schedule-result-${failed!.id}"]`);
    await page.getByRole('dialog').getByText(failed!.error!.code).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('switched off, it has no next run', async () => {
    const row = page.getByTestId(`schedule-row-${schedule.id}`);
    await page.click(`[data-testid="schedule-switch-${schedule.id}"]`);
    await row.getByText('Switched off').waitFor();
    expect((await listSchedules())[0]).toMatchObject({ enabled: false, nextRunAt: null });
    await page.reload();
    await row.getByText('Switched off').waitFor();
    expect(await row.getByRole('switch').getAttribute('aria-checked')).toBe('false');
    await photograph(page, 'schedules-off');
  });

  test('deleted, it is gone, and its backups stay', async () => {
    const before = await client.list();
    await choose('delete');
    await page.getByText('Delete the schedule “Working days”?').waitFor();
    await photograph(page, 'schedule-delete');
    await page.click('[data-testid="confirm-submit"]');
    await page.getByText('Nothing is backed up by itself yet.').waitFor();
    expect(await listSchedules()).toEqual([]);
    expect(await client.list()).toEqual(before);
  });

  /** Opens the menu of the schedule's row and chooses an action, such as "run". */
  async function choose(action: string): Promise<void> {
    await page.click(`[data-testid="schedule-menu-${schedule.id}"]`);
    await page.click(`[data-testid="schedule-action-${action}-${schedule.id}"]`);
  }

  /** Presses Tab until the focus is on what the selector names. */
  async function tabTo(selector: string): Promise<void> {
    for (let presses = 0; presses < MANY_TABS; presses += 1) {
      const isThere = await page.evaluate(
        (wanted) => document.activeElement?.matches(wanted) ?? false,
        selector,
      );
      if (isThere) return;
      await press('Tab');
    }
    throw new Error(`No way to ${selector} with the Tab key.`);
  }

  async function press(key: string): Promise<void> {
    await page.keyboard.press(key, { delay: KEY_MS });
  }

  async function type(words: string): Promise<void> {
    await page.keyboard.type(words, { delay: KEY_MS });
  }

  async function listSchedules(): Promise<Schedule[]> {
    const { body } = await admin.request('GET', '/backup/schedules', {
      parse: (answer) => scheduleListAnswerSchema.parse(answer),
    });
    return body.data;
  }
});
