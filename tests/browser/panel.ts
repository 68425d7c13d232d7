import type { Page } from 'playwright-core';
import type { Credentials } from '../support/admin-client';

/** How long a job on a small site may take on a busy machine, in milliseconds. */
export const JOB_MS = 90_000;

/** Signs in at the panel's own form and waits for the panel. */
export async function signInThroughForm(
  page: Page,
  url: string,
  { email, password }: Credentials,
): Promise<void> {
  await page.goto(`${url}/admin/auth/login`);
  await fillSignIn(page, { email, password });
}

/** For when the form is already there. */
export async function fillSignIn(page: Page, { email, password }: Credentials): Promise<void> {
  await page.fill('input[name="email"]', email);
  await page.fill('input[name="password"]', password);
  await page.click('button[type="submit"]');
  await page.waitForSelector('nav a[href="/admin/content-manager"]');
}

/** Strapi's own announcement above every page, until somebody closes it. */
export async function closeAnnouncement(page: Page): Promise<void> {
  const banner = page.getByText('Introducing the new Media Library');
  await banner.waitFor();
  await page.getByRole('button', { name: 'Close the banner' }).click();
  await banner.waitFor({ state: 'detached' });
}

/** Waits until the bar that stands in `inside` shows at least `percent`. */
export async function untilProgress(page: Page, inside: string, percent: number): Promise<void> {
  await page.waitForFunction(
    ([selector, least]) => {
      const bar = document.querySelector(
        `${selector} [role="progressbar"], ${selector}[role="progressbar"]`,
      );
      return Number(bar?.getAttribute('aria-valuenow')) >= least;
    },
    [inside, percent] as const,
    { timeout: JOB_MS },
  );
}

/** The entries of the main menu, in order, by where they lead. */
export async function mainMenu(page: Page): Promise<(string | null)[]> {
  return page
    .locator('nav a[href]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
}

export async function openBackup(page: Page): Promise<void> {
  await page.click('nav a[href="/admin/plugins/backup"]');
  await page.waitForSelector('[data-testid="backup-create"]');
}

/** Opens the menu of a backup's row and chooses an action, such as "restore". */
export async function chooseAction(page: Page, id: string, action: string): Promise<void> {
  await page.click(`[data-testid="backup-menu-${id}"]`);
  await page.click(`[data-testid="backup-action-${action}-${id}"]`);
}

/**
 * Notes every value that the bar of the running job shows from now on.
 *
 * @returns a function that gives the values so far, in order, without repetitions
 */
export async function watchProgress(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const seen: number[] = [];
    Reflect.set(window, 'progressSeen', seen);
    const look = (): void => {
      const bar = document.querySelector('[data-testid="backup-progress"]');
      if (bar === null) return;
      const percent = Number(bar.getAttribute('aria-valuenow'));
      if (seen.at(-1) !== percent) seen.push(percent);
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
    });
  });
  return () => page.evaluate(() => Reflect.get(window, 'progressSeen') as number[]);
}

/** What went wrong in a page without a test having asked for it. */
export function collectFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 500 && response.status() !== 503) {
      faults.push(`${response.status()} ${response.url()}`);
    }
  });
  return faults;
}
