import type { Browser, Page } from 'playwright-core';
import { SUPER_ADMIN } from '../support/admin-client';
import { openBrowser, openProfile } from './open-browser';
import { closeAnnouncement, collectFaults, signInThroughForm } from './panel';

export interface Visit {
  readonly browser: Browser;
  readonly page: Page;
  /** What goes wrong in the page without a test having asked for it. */
  readonly faults: string[];
}

/** A super-admin signs in with a browser of their own. */
export async function enterPanel(url: string): Promise<Visit> {
  const browser = await openBrowser();
  const page = await (await openProfile(browser)).newPage();
  const faults = collectFaults(page);
  await signInThroughForm(page, url, SUPER_ADMIN);
  await closeAnnouncement(page);
  return { browser, page, faults };
}
