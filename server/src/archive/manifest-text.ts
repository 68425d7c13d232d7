import { createHash } from 'node:crypto';
import { z } from 'zod';
import { BackupError } from '../errors';
import { canonicalJson, parseCanonicalJson } from './canonical-json';
import { MANIFEST } from './entry-path';
import { MANIFEST_MAX } from './limits';
import { FORMAT_VERSION, manifestSchema, type Manifest } from './manifest';

const NOT_HASHED_YET = '0'.repeat(64);
const versionSchema = z.object({ formatVersion: z.int().positive() });

/** The manifest with its own hash, which tells every change of it even without a sidecar. */
export function sealManifest(manifest: Omit<Manifest, 'sha256'>): Manifest {
  return { ...manifest, sha256: hashOf(manifest) };
}

/** manifest.json, byte for byte. */
export function manifestText(manifest: Manifest): string {
  return canonicalJson(manifest);
}

/** @throws BackupError ARCHIVE_TOO_LARGE, ARCHIVE_VERSION, ARCHIVE_CORRUPT */
export function parseManifestText(bytes: Buffer): Manifest {
  if (bytes.length > MANIFEST_MAX) {
    throw new BackupError('ARCHIVE_TOO_LARGE', 'manifest.json is too large to be one.');
  }
  return parseManifest(parseCanonicalJson(bytes, MANIFEST));
}

/**
 * @param value parsed JSON, from manifest.json or a sidecar
 * @throws BackupError ARCHIVE_VERSION, ARCHIVE_CORRUPT
 */
export function parseManifest(value: unknown): Manifest {
  const version = versionSchema.safeParse(value);
  if (version.success && version.data.formatVersion > FORMAT_VERSION) {
    throw new BackupError(
      'ARCHIVE_VERSION',
      `The archive has format ${version.data.formatVersion}, made by a newer version of this plugin; this one reads up to ${FORMAT_VERSION}. Update the plugin, then try again.`,
    );
  }
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) {
    throw new BackupError(
      'ARCHIVE_CORRUPT',
      'manifest.json is damaged or was not written by a backup.',
      {
        cause: parsed.error,
      },
    );
  }
  // The value as it came: what zod returns may have its keys in another order, and another hash. The
  // schema changes and adds nothing.
  const manifest = value as Manifest;
  if (hashOf(manifest) !== manifest.sha256) {
    throw new BackupError('ARCHIVE_CORRUPT', 'manifest.json is damaged: its checksum is wrong.');
  }
  return manifest;
}

function hashOf(manifest: Omit<Manifest, 'sha256'>): string {
  const text = canonicalJson({ ...manifest, sha256: NOT_HASHED_YET });
  return createHash('sha256').update(text).digest('hex');
}
