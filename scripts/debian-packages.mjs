import { spawnSync } from 'node:child_process';
import { runWithProgress } from './run-with-progress.mjs';

/**
 * Installs packages of the system where that is possible: as root, on Debian or Ubuntu.
 *
 * @param {string} title what is being done, as in "Installing Chromium"
 * @param {string[]} packages
 * @returns {Promise<string | null>} null when installed, else why not, as the end of a sentence
 */
export async function installDebianPackages(title, packages) {
  if (process.getuid?.() !== 0) return 'only root can install packages';
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).error) return 'there is no apt-get';

  // A question from a package would wait for an answer for ever.
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await runWithProgress({
      title: `${title}: package lists`,
      command: 'apt-get',
      args: ['update', '-q'],
      env,
    });
    await runWithProgress({
      title,
      command: 'apt-get',
      args: ['install', '-y', '-q', '--no-install-recommends', ...packages],
      env,
    });
    return null;
  } catch (error) {
    return `apt-get failed: ${error.message}`;
  }
}
