import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { errorCode } from '../error-code';
import { BackupError } from '../errors';
import { makeFolder } from './make-folder';

/** Where things are inside the backup folder. All absolute. */
export interface BackupFolder {
  readonly root: string;
  /** Work in progress; emptied by recovery. */
  readonly staging: string;
  /** What restores replaced, as long as it is kept. */
  readonly undo: string;
  readonly logs: string;
  /** Archives on their way in. */
  readonly uploads: string;
}

const MARKER = '.strapi-backup.json';

/**
 * Makes the backup folder, private, with a marker that tells it from an empty mount point.
 *
 * @param configured as in the settings; relative to `appRoot`
 * @param served every folder whose files the web server hands out
 * @throws BackupError FOLDER_SERVED, FOLDER_UNUSABLE
 */
export function openBackupFolder(
  configured: string,
  appRoot: string,
  served: readonly string[],
): BackupFolder {
  const wanted = path.resolve(appRoot, configured);
  refuseServed(resolveLinks(wanted), served);
  try {
    makeFolder(wanted);
    const root = realpathSync(wanted);
    refuseServed(root, served);
    chmodSync(root, 0o700);
    accessSync(root, constants.R_OK | constants.W_OK | constants.X_OK);
    const folder: BackupFolder = {
      root,
      staging: path.join(root, '.staging'),
      undo: path.join(root, '.undo'),
      logs: path.join(root, '.logs'),
      uploads: path.join(root, '.uploads'),
    };
    for (const inside of [folder.staging, folder.undo, folder.logs, folder.uploads]) {
      makeFolder(inside);
    }
    writeOnce(path.join(root, '.gitignore'), '*\n');
    writeOnce(
      path.join(root, MARKER),
      `${JSON.stringify({ id: randomBytes(16).toString('hex'), createdAt: new Date().toISOString() })}\n`,
    );
    return folder;
  } catch (error) {
    if (error instanceof BackupError) throw error;
    throw new BackupError(
      'FOLDER_UNUSABLE',
      'The backup folder cannot be used. Check that it exists, that its disk is mounted, and that Strapi may write to it.',
      { cause: error },
    );
  }
}

/**
 * A backup in a folder that the web server hands out would be everybody's.
 *
 * @param setting where the folder is set
 * @throws BackupError FOLDER_SERVED
 */
export function refuseServed(
  folder: string,
  served: readonly string[],
  setting: 'folder' | 'secondFolder' = 'folder',
): void {
  if (!served.some((each) => isInside(folder, resolveLinks(each)))) return;
  throw new BackupError(
    'FOLDER_SERVED',
    `The ${setting === 'folder' ? 'backup folder' : 'second folder'} is inside a folder that the web server hands out to everybody. Choose a folder outside of it (the setting “${setting}”).`,
  );
}

/** Whether it is that folder, or somewhere in it. Both absolute, links resolved. */
export function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** The real path, also of something that does not exist yet: its nearest parent is resolved. */
export function resolveLinks(file: string): string {
  if (existsSync(file)) return realpathSync(file);
  const parent = path.dirname(file);
  return parent === file ? file : path.join(resolveLinks(parent), path.basename(file));
}

function writeOnce(file: string, content: string): void {
  try {
    writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}
