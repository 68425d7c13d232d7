import type { Sidecar } from '../archive/sidecar';
import type { Actor, Backup, BackupOrigin } from '../contracts/backups';

/** What an archive's sidecar tells about a backup, in the terms of its record. */
export function sidecarFacts(sidecar: Sidecar, fileName: string) {
  const { archive, manifest } = sidecar;
  return {
    fileName,
    size: archive.size,
    sha256: archive.sha256,
    uncompressedSize: manifest.entries.bytes,
    database:
      manifest.database === null
        ? null
        : { client: manifest.database.client, version: manifest.database.serverVersion },
    counts: manifest.counts,
    copies: [{ storage: 'local', key: fileName, status: 'present' as const }],
    verification: 'unverified' as const,
    verifiedAt: null,
  } satisfies Partial<Backup>;
}

/** The record of a backup that was not made here: everything that its archive says of itself. */
export function archivedBackup(
  sidecar: Sidecar,
  fileName: string,
  from: { readonly origin: BackupOrigin; readonly actor: Actor | null },
): Backup {
  const { manifest } = sidecar;
  return {
    id: manifest.id,
    name: manifest.name,
    type: manifest.type,
    status: 'completed',
    origin: from.origin,
    schedule: null,
    step: null,
    progress: 100,
    bytesDone: 0,
    bytesTotal: 0,
    compression: manifest.compression.method,
    compressionLevel: manifest.compression.level,
    encrypted: false,
    warnings: [],
    excludeLogs: manifest.options.excludeLogs,
    pinned: false,
    note: null,
    createdAt: manifest.createdAt,
    startedAt: null,
    finishedAt: null,
    durationMs: null,
    error: null,
    actor: from.actor,
    ...sidecarFacts(sidecar, fileName),
  };
}
