import { createHash, randomBytes } from 'node:crypto';
import type { RestoreRecord } from '../catalog/restore-records';
import type { Actor, Backup } from '../contracts/backups';
import type { RestoreComponent, RestoreMode } from '../contracts/restores';
import type { DatabaseChoices, ForbiddenObjects } from '../database/engine';
import { BackupError } from '../errors';
import { randomId } from '../random-id';

export interface RestoreRequest {
  readonly backup: Backup;
  readonly components?: readonly RestoreComponent[] | undefined;
  readonly mode?: RestoreMode | undefined;
  readonly safetyBackup?: boolean | undefined;
  readonly forbiddenObjects?: ForbiddenObjects | undefined;
  readonly withoutHistory?: boolean | undefined;
  readonly actor: Actor | null;
  /** Default: by how the backup came into the list. */
  readonly source?: RestoreRecord['source'] | undefined;
}

/** What was not chosen: everything comes back, or the plan is red. */
export function databaseChoices(
  request: Pick<RestoreRequest, 'forbiddenObjects' | 'withoutHistory'>,
): DatabaseChoices {
  return {
    forbiddenObjects: request.forbiddenObjects ?? 'refuse',
    withoutHistory: request.withoutHistory ?? false,
  };
}

/**
 * The record of a restore that is about to begin.
 *
 * @throws BackupError BACKUP_NOT_USABLE, INVALID_INPUT
 */
export function newRestore(request: RestoreRequest): RestoreRecord {
  const { backup } = request;
  if (backup.status !== 'completed' || backup.fileName === null) {
    throw new BackupError(
      'BACKUP_NOT_USABLE',
      'This backup is not complete, so it cannot be restored. Choose another one.',
    );
  }
  if (backup.verification === 'corrupt') {
    throw new BackupError(
      'BACKUP_NOT_USABLE',
      'This backup was found to be damaged, so it cannot be restored. Choose another one.',
    );
  }
  const mode = request.mode ?? 'replace';
  if (mode === 'preserve' && request.safetyBackup === false) {
    throw new BackupError(
      'INVALID_INPUT',
      'The mode “preserve” begins with the safety backup: leave it switched on.',
      { field: 'safetyBackup' },
    );
  }
  const now = new Date().toISOString();
  return {
    id: randomId(),
    backupId: backup.id,
    backupName: backup.name,
    source: request.source ?? (backup.origin === 'upload' ? 'upload' : 'backup'),
    components: componentsOf(backup, request.components),
    mode,
    status: 'running',
    step: 'plan',
    progress: 0,
    safetyBackupId: null,
    plan: null,
    result: null,
    keptUntil: null,
    kept: null,
    statusTokenHash: null,
    confirmedAt: null,
    undoneAt: null,
    createdAt: now,
    startedAt: now,
    finishedAt: null,
    durationMs: null,
    error: null,
    actor: request.actor,
  };
}

function componentsOf(
  backup: Backup,
  wanted: readonly RestoreComponent[] | undefined,
): RestoreComponent[] {
  const present: RestoreComponent[] =
    backup.type === 'full' ? ['database', 'media'] : [backup.type];
  if (wanted === undefined) return present;
  const missing = wanted.find((component) => !present.includes(component));
  if (missing !== undefined) {
    throw new BackupError(
      'INVALID_INPUT',
      `This backup has no ${missing}. It is a ${backup.type} backup; restore ${present.join(' and ')}.`,
      { field: 'components' },
    );
  }
  return present.filter((component) => wanted.includes(component));
}

/** The token of the status route is shown once; what is stored is its hash. */
export function newStatusToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
