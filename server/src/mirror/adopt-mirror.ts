import type { Mirror, MirrorAdopted, MirrorOffer } from '../contracts/mirror';
import { BackupError } from '../errors';
import type { JobRunner } from '../jobs/job-runner';
import { nextRunOf } from '../schedule/next-run';
import { changeSettings } from '../settings/change-settings';
import { nestSettings } from '../contracts/setting-paths';
import type { Site } from '../site';
import { keepMirror } from './keep-mirror';
import { readMirror, setAside } from './mirror-file';

const ALL = { sql: '1 = 1', params: [] };

/**
 * What a site without schedules and settings could have back: after `strapi import`, or with a new database.
 *
 * @throws BackupError FOLDER_UNUSABLE, FOLDER_SERVED
 */
export async function mirrorOffer(site: Site): Promise<MirrorOffer | null> {
  const mirror = await offered(site);
  if (mirror === null) return null;
  return {
    writtenAt: mirror.writtenAt,
    site: mirror.site,
    schedules: mirror.schedules.map(({ name }) => name),
    settings: Object.keys(mirror.settings),
  };
}

/**
 * Brings them back. Schedules run when they are due next, and not for what they have missed.
 *
 * @throws BackupError NOTHING_TO_ADOPT
 */
export async function adoptMirror(site: Site, runner: JobRunner): Promise<MirrorAdopted> {
  const mirror = await offered(site);
  if (mirror === null) throw nothingToAdopt();
  await insertAll(site, mirror.schedules);
  const settings: string[] = [];
  const leftOut: string[] = [];
  for (const [path, value] of Object.entries(mirror.settings)) {
    const isTaken = await changeSettings(site, runner, nestSettings({ [path]: value })).then(
      () => true,
      () => false,
    );
    (isTaken ? settings : leftOut).push(path);
  }
  await keepMirror(site);
  return { schedules: mirror.schedules.length, settings, leftOut };
}

/** All or none: of what is there already nothing more is offered. */
async function insertAll(site: Site, schedules: Mirror['schedules']): Promise<void> {
  const begun: string[] = [];
  try {
    for (const schedule of schedules) {
      begun.push(schedule.id);
      await site.schedules.insert({
        ...schedule,
        lastStatus: null,
        nextRunAt: nextRunOf(schedule, Date.now()),
      });
    }
  } catch (error) {
    for (const id of begun) await site.schedules.delete(id);
    throw error;
  }
}

/** @throws BackupError NOTHING_TO_ADOPT */
export async function declineMirror(site: Site): Promise<void> {
  if ((await offered(site)) === null) throw nothingToAdopt();
  setAside(site.folder().root);
}

async function offered(site: Site): Promise<Mirror | null> {
  const mirror = readMirror(site.folder().root);
  if (mirror === null) return null;
  const isEmpty = mirror.schedules.length === 0 && Object.keys(mirror.settings).length === 0;
  const isNeeded =
    Object.keys(site.settingsStore.storedValues).length === 0 &&
    (await site.schedules.count(ALL)) === 0;
  return isEmpty || !isNeeded ? null : mirror;
}

function nothingToAdopt(): BackupError {
  return new BackupError(
    'NOTHING_TO_ADOPT',
    'There are no schedules and settings to bring back: the site has its own, or the backup folder has none.',
  );
}
