import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { REPOSITORY } from '../support/repository';
import { SCREENS, type ScreenName, type ThemeName } from './open-browser';

const FOLDER = path.join(REPOSITORY, 'test-results', 'browser');
const DOCS_FOLDER = path.join(REPOSITORY, 'docs', 'images');

/** Pictures that the documentation shows: with DOCS_IMAGES=1 they are copied there. */
const FOR_DOCS = new Set([
  'backups-wide-light',
  'backups-narrow-dark',
  'backup-running-wide-light',
  'restore-plan-wide-light',
  'restore-running-wide-light',
  'restores-wide-light',
]);

const VARIANTS = (['wide', 'narrow'] as const).flatMap((screen) =>
  (['light', 'dark'] as const).map((theme): [ScreenName, ThemeName] => [screen, theme]),
);

/** Strapi's passing notes ("… has started") would hide what is under them. */
const HIDDEN = '[data-sonner-toaster] { visibility: hidden }';

/**
 * Takes a picture of what the page shows, on a desktop and on a telephone, in the light and in the
 * dark theme, for people to look at: `test-results/browser/<name>-<screen>-<theme>.png`.
 *
 * @param name as in "restore-plan"
 * @throws when the page is wider than the screen
 */
export async function photograph(page: Page, name: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  for (const [screen, theme] of VARIANTS) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.setViewportSize(SCREENS[screen]);
    // Two frames: one in which the page notices, one in which it is drawn.
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(resolve));
        }),
    );
    const picture = `${name}-${screen}-${theme}`;
    const file = path.join(FOLDER, `${picture}.png`);
    await page.screenshot({ path: file, animations: 'disabled', style: HIDDEN });
    expect({ picture, overflows: await overflowsSideways(page) }).toEqual({
      picture,
      overflows: false,
    });
    if (process.env['DOCS_IMAGES'] === '1' && FOR_DOCS.has(picture)) {
      await mkdir(DOCS_FOLDER, { recursive: true });
      await copyFile(file, path.join(DOCS_FOLDER, `${picture}.png`));
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(SCREENS.wide);
}

async function overflowsSideways(page: Page): Promise<boolean> {
  return page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
}
