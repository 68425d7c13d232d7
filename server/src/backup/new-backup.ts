import type { Actor, Backup, BackupOrigin, BackupType, Compression } from '../contracts/backups';
import type { Settings } from '../contracts/settings';
import { BackupError } from '../errors';
import { randomId } from '../random-id';

export interface BackupRequest {
  readonly name?: string | undefined;
  readonly type: BackupType;
  readonly origin: BackupOrigin;
  readonly compression?: Compression | undefined;
  readonly compressionLevel?: number | undefined;
  readonly excludeLogs?: boolean | undefined;
  readonly note?: string | null | undefined;
  readonly pinned?: boolean | undefined;
  readonly schedule?: string | null;
  readonly actor: Actor | null;
}

/**
 * The record of a backup that is about to be made, with the settings' defaults.
 *
 * @throws BackupError COMPRESSION_UNAVAILABLE
 */
export function newBackup(request: BackupRequest, settings: Settings): Backup {
  const now = new Date().toISOString();
  const compression = request.compression ?? settings.compression;
  requireCompression(compression);
  return {
    id: randomId(),
    name: request.name ?? defaultName(request.type, now),
    type: request.type,
    status: 'running',
    origin: request.origin,
    schedule: request.schedule ?? null,
    database: null,
    step: 'plan',
    progress: 0,
    bytesDone: 0,
    bytesTotal: 0,
    fileName: null,
    copies: [],
    size: null,
    uncompressedSize: null,
    sha256: null,
    compression,
    compressionLevel: request.compressionLevel ?? settings.compressionLevel,
    encrypted: false,
    counts: null,
    warnings: [],
    excludeLogs: request.excludeLogs ?? settings.excludeLogs,
    pinned: request.pinned ?? false,
    note: request.note ?? null,
    verification: 'unverified',
    verifiedAt: null,
    createdAt: now,
    startedAt: now,
    finishedAt: null,
    durationMs: null,
    error: null,
    actor: request.actor,
  };
}

/** @throws BackupError COMPRESSION_UNAVAILABLE */
export function requireCompression(compression: Compression | undefined): void {
  if (compression !== 'zstd') return;
  throw new BackupError(
    'COMPRESSION_UNAVAILABLE',
    'Archives cannot be compressed with zstd here. Choose gzip, or none.',
    { field: 'compression' },
  );
}

function defaultName(type: BackupType, now: string): string {
  const names = { full: 'Full backup', database: 'Database backup', media: 'Media backup' };
  return `${names[type]} ${now.slice(0, 16).replace('T', ' ')}`;
}
