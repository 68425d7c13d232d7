import { randomBytes } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { open, readFile, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Settings, SettingsCheck } from '../contracts/settings';
import { findSecondFolder } from '../copies/second-folder';
import { withinReach } from '../copies/within-reach';
import type { Site } from '../site';
import { openBackupFolder } from '../storage/backup-folder';
import { diskSpace } from '../storage/disk-space';
import { durabilityOf } from '../storage/durability';
import { checksOf, remarkOf } from './checks';

const { green, amber, red } = checksOf('folder');
const PROBE_BYTES = 64 * 1024;
const BACKUPS_LEFT_MIN = 3;
const OTHERS_MAY = 0o077;

/** Whether archives can be kept in the folder, are nobody else's, and outlive the machine. */
export async function checkFolder(site: Site, tried: Settings): Promise<SettingsCheck[]> {
  const wanted = path.resolve(site.appRoot, tried.folder);
  const made = missingFolders(wanted);
  try {
    const { root } = openBackupFolder(tried.folder, site.appRoot, site.served);
    return [
      await writableCheck(root),
      privateCheck(root),
      durableCheck(root),
      await spaceCheck(site, root, tried),
      await secondFolderCheck(site, root, tried),
    ];
  } catch (error) {
    return [red('FOLDER', remarkOf(error))];
  } finally {
    // Only tried: a path with a slip of the pen must not stay as a folder.
    if (tried.folder !== site.settings.folder) await removeMade(made);
  }
}

/** Those that are not there yet, the innermost first. */
function missingFolders(folder: string): string[] {
  return existsSync(folder) ? [] : [folder, ...missingFolders(path.dirname(folder))];
}

/** Of those above the innermost only what is empty: somebody may have put something there meanwhile. */
async function removeMade([innermost, ...above]: readonly string[]): Promise<void> {
  if (innermost === undefined) return;
  try {
    await rm(innermost, { recursive: true, force: true });
    for (const folder of above) await rmdir(folder);
  } catch {
    // An empty folder that stays does no harm.
  }
}

async function writableCheck(root: string): Promise<SettingsCheck> {
  const probe = path.join(root, '.staging', `probe-${randomBytes(6).toString('hex')}`);
  const bytes = randomBytes(PROBE_BYTES);
  try {
    const file = await open(probe, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    if ((await readFile(probe)).equals(bytes)) {
      return green('FOLDER', `Archives can be written to ${root} and read back.`);
    }
    return red('FOLDER', {
      message: `What was written to ${root} comes back changed.`,
      remedy: 'Check its disk before you trust it with a backup.',
    });
  } catch {
    return red('FOLDER', {
      message: `Nothing can be written to ${root}.`,
      remedy: 'Check that its disk is mounted and not full, and that Strapi may write there.',
    });
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

function privateCheck(root: string): SettingsCheck {
  const { mode } = statSync(root);
  return (mode & OTHERS_MAY) === 0
    ? green('FOLDER_PRIVATE', 'No other account of the machine can read it, and it is not served.')
    : amber('FOLDER_PRIVATE', {
        message: 'The file system of the folder does not keep other accounts of the machine out.',
        remedy: 'Choose a folder on a file system with permissions, or encrypt the disk.',
      });
}

function durableCheck(root: string): SettingsCheck {
  switch (durabilityOf(root)) {
    case 'disk':
      return green('FOLDER_DURABLE', 'It is on a disk that outlives a restart.');
    case 'memory':
      return red('FOLDER_DURABLE', {
        message: 'The folder is in memory: all backups are gone after a restart.',
        remedy: 'Choose a folder on a disk.',
      });
    case 'container':
      return amber('FOLDER_DURABLE', {
        message:
          'The folder is inside of the container: all backups are gone when it is made anew.',
        remedy: 'Mount a volume there, or choose a folder of one that is mounted.',
      });
  }
}

async function spaceCheck(site: Site, root: string, tried: Settings): Promise<SettingsCheck> {
  const { free } = diskSpace(root);
  const usable = Math.max(0, free - tried.minFreeDisk);
  const [last] = await site.backups.find(
    { sql: `status = 'completed' AND size IS NOT NULL`, params: [] },
    `CASE WHEN type = 'full' THEN 0 ELSE 1 END, created_at DESC`,
    1,
  );
  const size = last?.size ?? 0;
  const room = `${gigabytes(usable)} GB may still be written there`;
  if (usable === 0 || usable < size) {
    return red('FREE_SPACE', {
      message: `${room}, which is less than the next backup needs.`,
      remedy: 'Make room, delete old backups, or choose a folder on a larger disk.',
    });
  }
  if (usable < BACKUPS_LEFT_MIN * size) {
    return amber('FREE_SPACE', {
      message: `${room}: enough for ${String(Math.floor(usable / size))} more like the last.`,
      remedy: 'Make room, or keep fewer backups.',
    });
  }
  return green('FREE_SPACE', `${room}.`);
}

async function secondFolderCheck(
  site: Site,
  root: string,
  tried: Settings,
): Promise<SettingsCheck> {
  const code = 'SECOND_FOLDER';
  try {
    const second = await findSecondFolder(site, tried);
    if (second === null) {
      return amber(code, {
        message: 'All backups are in one place; when its disk fails, they are gone with it.',
        remedy:
          'Set a second folder on another disk or a mounted share, or copy archives elsewhere.',
      });
    }
    const { dev } = await withinReach(() => stat(second));
    if (dev === statSync(root).dev) {
      return amber(code, {
        message: 'The second folder is on the same disk as the first.',
        remedy: 'Choose one on another disk or a mounted share. Is its disk mounted?',
      });
    }
    return green(code, `Copies go to ${second}, on another disk.`);
  } catch (error) {
    return red(code, remarkOf(error));
  }
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
