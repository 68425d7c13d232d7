import { installDebianPackages } from './debian-packages.mjs';
import { findProgram, isProgram } from './find-program.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Finds a Chromium for the browser tests, installing Debian's where there is none and that is
 * possible.
 *
 * @returns {Promise<{ path: string } | { missing: string }>} the program, or why there is none
 */
export async function ensureChromium() {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) {
    // A program that was asked for and is not there must not be replaced by another one unseen.
    return (await isProgram(CHROMIUM_PATH))
      ? { path: CHROMIUM_PATH }
      : { missing: `CHROMIUM_PATH=${CHROMIUM_PATH} is not a program` };
  }
  const found = await findChromium();
  if (found) return { path: found };

  const packages = ['chromium', 'fonts-liberation'];
  const reason = await installDebianPackages('Installing Chromium', packages);
  const installed = reason === null ? await findChromium() : null;
  if (installed) return { path: installed };
  return {
    missing: `no Chromium was found (set CHROMIUM_PATH), and ${reason ?? 'apt-get brought none'}`,
  };
}

async function findChromium() {
  const found = await findProgram(NAMES);
  if (found) return found;
  const { chromium } = await import('playwright-core');
  const downloaded = chromium.executablePath();
  return (await isProgram(downloaded)) ? downloaded : null;
}
