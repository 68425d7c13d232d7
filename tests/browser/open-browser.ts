import { chromium, type Browser, type BrowserContext } from 'playwright-core';

/** Screens of people: a desktop, and a telephone. */
export const SCREENS = {
  wide: { width: 1440, height: 900 },
  narrow: { width: 390, height: 844 },
} as const;
export type ScreenName = keyof typeof SCREENS;
export type ThemeName = 'light' | 'dark';

/** Starts the Chromium of CHROMIUM_PATH, else the system's. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      // Tests run as root in containers, where its sandbox cannot start.
      '--no-sandbox',
      '--disable-gpu',
      // Nothing but the site is to be asked for anything.
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * A fresh profile: nobody is signed in.
 *
 * @param theme as the operating system of the visitor has it; the panel follows it
 */
export async function openProfile(
  browser: Browser,
  { screen = 'wide', theme = 'light' }: { screen?: ScreenName; theme?: ThemeName } = {},
): Promise<BrowserContext> {
  return browser.newContext({
    viewport: SCREENS[screen],
    colorScheme: theme,
    acceptDownloads: true,
    locale: 'en-US',
  });
}
