import { findSecondFolder } from '../copies/second-folder';
import type { Settings } from '../contracts/settings';
import { BackupError } from '../errors';
import type { JobRunner } from '../jobs/job-runner';
import type { Site } from '../site';
import { openBackupFolder } from '../storage/backup-folder';
import { flattenSettings } from '../contracts/setting-paths';

/** With others of these, a running job and what recovers it would look in two places. */
const PLACES = /^(?:folder|secondFolder|database\..+)$/;

/**
 * Stores changes of the settings. Where archives lie and how the database is reached is only changed while nothing
 * runs, and only to folders that can be used.
 *
 * @param sent nested, some of the fields, as it came
 * @returns the paths that are different now
 * @throws BackupError INVALID_INPUT, naming the field; JOB_RUNNING, SECRETS_NOT_STORED
 */
export async function changeSettings(
  site: Site,
  runner: JobRunner,
  sent: unknown,
): Promise<string[]> {
  const { settings, settingsStore } = site;
  const tried = settingsStore.wouldBe(sent);
  const before = flattenSettings(settings);
  const isPlaceChanged = Object.entries(flattenSettings(tried)).some(
    ([path, value]) => PLACES.test(path) && JSON.stringify(value) !== JSON.stringify(before[path]),
  );
  if (!isPlaceChanged) return settingsStore.change(sent);
  return runner.undisturbed(async () => {
    await requireFolders(site, tried);
    return settingsStore.change(sent);
  });
}

async function requireFolders(site: Site, tried: Settings): Promise<void> {
  const { settings, appRoot, served } = site;
  const isMoved = tried.folder !== settings.folder;
  if (isMoved) await asInput('folder', () => openBackupFolder(tried.folder, appRoot, served));
  if (isMoved || tried.secondFolder !== settings.secondFolder) {
    await asInput('secondFolder', () => findSecondFolder(site, tried));
  }
}

async function asInput(field: string, act: () => unknown): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    throw new BackupError('INVALID_INPUT', error.message, { field, cause: error });
  }
}
