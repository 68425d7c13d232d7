import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Manifest } from '../archive/manifest';
import { sidecarName } from '../archive/archive-name';
import { readManifest } from '../archive/read-manifest';
import { archivedBackup } from '../catalog/archived-backup';
import type { RestoreRecord } from '../catalog/restore-records';
import type { Backup } from '../contracts/backups';
import type { RestorePlan } from '../contracts/restores';
import { findArchive } from '../copies/find-archive';
import { BackupError } from '../errors';
import { readSidecar } from '../archive/read-sidecar';
import { databaseChoices, newRestore, type RestoreRequest } from '../restore/new-restore';
import { planChanges } from '../restore/plan-changes';
import { planRestore } from '../restore/plan-restore';
import type { Site } from '../site';
import { kindOfUpload } from '../upload/kind-of-upload';
import type { CommandContext } from './command';
import { findBackup, findOne } from './find-by-id';
import type { Session } from './session';
import { takeInFile } from './take-in-file';

/** What is going to be restored, and what it says of itself. */
export interface RestoreSource {
  readonly backup: Backup;
  readonly file: string;
  readonly manifest: Manifest;
  /** It was given as a file. */
  readonly isFile: boolean;
}

/**
 * @param given an id, or a file
 * @param mayTakeIn a file becomes a backup first; otherwise it is only looked at
 * @throws BackupError UNKNOWN_BACKUP, ARCHIVE_MISSING, ARCHIVE_CORRUPT, …
 */
export async function chooseSource(
  session: Session,
  context: CommandContext,
  given: string,
  mayTakeIn: boolean,
): Promise<RestoreSource> {
  const { site } = session;
  const listed = await findOne(site.backups, given);
  const file = path.resolve(context.folder, given);
  if (listed === null && existsSync(file)) {
    if (!mayTakeIn) return lookAtFile(file, context);
    return listedSource(site, await takeInFile(session, context, file), true);
  }
  return listedSource(site, listed ?? (await findBackup(site, given)), false);
}

async function listedSource(site: Site, backup: Backup, isFile: boolean): Promise<RestoreSource> {
  const file = await findArchive(site, backup);
  const { manifest } = await readSidecar(file);
  return { backup, file, manifest, isFile };
}

/** Without a sidecar the whole archive is read, and nothing is written. */
async function lookAtFile(
  file: string,
  { actor, interruption }: CommandContext,
): Promise<RestoreSource> {
  if ((await kindOfUpload(file)) !== 'archive') {
    throw new BackupError(
      'INVALID_INPUT',
      'This file is no archive of a backup. A plain dump or a tar of an uploads folder becomes one when it is taken in: restore it without --dry-run, the plan is shown before anything changes.',
      { field: 'backup' },
    );
  }
  const found = await readManifest({
    file,
    sidecar: sidecarName(file),
    quota: Number.MAX_SAFE_INTEGER,
    signal: interruption.signal,
  });
  const backup = archivedBackup(found, path.basename(file), { origin: 'upload', actor });
  return { backup, file, manifest: found.manifest, isFile: true };
}

/**
 * What the restore would do. Touches nothing.
 *
 * @throws BackupError BACKUP_NOT_USABLE, INVALID_INPUT
 */
export async function planOf(
  site: Site,
  { backup, file, manifest }: RestoreSource,
  request: Omit<RestoreRequest, 'backup' | 'actor' | 'safetyBackup'>,
  signal: AbortSignal,
): Promise<{ plan: RestorePlan; wanted: RestoreRecord }> {
  const { components, mode } = request;
  const wanted = newRestore({ backup, components, mode, actor: null });
  const plan = await planRestore(site, manifest, wanted, databaseChoices(request));
  const changes = await planChanges(site, { file, manifest }, wanted, signal);
  return { plan: { ...plan, ...changes }, wanted };
}
