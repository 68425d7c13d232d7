import { z } from 'zod';
import { BackupError } from '../errors';
import { canonicalJson, parseCanonicalJson } from './canonical-json';
import { SIDECAR_MAX } from './limits';
import type { Manifest } from './manifest';
import { parseManifest } from './manifest-text';

/** The small file beside an archive: what is in it, without opening it, and its checksum. */
export interface Sidecar {
  readonly archive: {
    /** Bytes. */
    readonly size: number;
    /** 64 hex digits over the archive file. */
    readonly sha256: string;
  };
  readonly manifest: Manifest;
}

const SIDECAR_VERSION = 1;

const sidecarSchema = z.strictObject({
  sidecarVersion: z.literal(SIDECAR_VERSION),
  archive: z.strictObject({
    size: z.int().nonnegative(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  manifest: z.unknown(),
});

/** The sidecar's content. */
export function sidecarText(sidecar: Sidecar): string {
  const { archive, manifest } = sidecar;
  return canonicalJson({
    sidecarVersion: SIDECAR_VERSION,
    archive: { size: archive.size, sha256: archive.sha256 },
    manifest,
  });
}

/**
 * @param bytes the sidecar's content
 * @throws BackupError ARCHIVE_CORRUPT, ARCHIVE_VERSION, ARCHIVE_TOO_LARGE
 */
export function parseSidecar(bytes: Buffer): Sidecar {
  if (bytes.length > SIDECAR_MAX) {
    throw new BackupError('ARCHIVE_TOO_LARGE', 'The sidecar is too large to be one.');
  }
  const parsed = sidecarSchema.safeParse(parseCanonicalJson(bytes, 'The sidecar'));
  if (!parsed.success) {
    throw new BackupError(
      'ARCHIVE_CORRUPT',
      'The sidecar is damaged or was not written by a backup.',
      {
        cause: parsed.error,
      },
    );
  }
  return { archive: parsed.data.archive, manifest: parseManifest(parsed.data.manifest) };
}
