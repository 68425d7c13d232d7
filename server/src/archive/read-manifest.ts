import { readFile } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { BackupError } from '../errors';
import { systemCode } from './disk-error';
import { SIDECAR_MAX } from './limits';
import { readArchive } from './read-archive';
import { parseSidecar, type Sidecar } from './sidecar';

export interface FoundArchive extends Sidecar {
  /** `archive`: there was no usable sidecar, and the whole archive has been read and checked. */
  readonly source: 'sidecar' | 'archive';
}

/**
 * What an archive is. A sidecar that fits is believed, for a list or a plan; without one the whole
 * archive is read, since its manifest comes last and means nothing before the rest has been checked.
 *
 * @param options `quota` as for `readArchive`
 * @throws BackupError as `readArchive`
 */
export async function readManifest(options: {
  readonly file: string;
  readonly sidecar: string;
  readonly quota: number;
  readonly signal?: AbortSignal | undefined;
}): Promise<FoundArchive> {
  const sidecar = await readSidecar(options.sidecar);
  if (sidecar !== null && sizeOf(options.file) === sidecar.archive.size) {
    return { ...sidecar, source: 'sidecar' };
  }
  const { manifest, size, sha256 } = await readArchive(options);
  return { manifest, archive: { size, sha256 }, source: 'archive' };
}

/** @returns null when there is none, or none that can be believed */
async function readSidecar(file: string): Promise<Sidecar | null> {
  try {
    if (statSync(file).size > SIDECAR_MAX) return null;
    return parseSidecar(await readFile(file));
  } catch (error) {
    if (error instanceof BackupError && error.code === 'ARCHIVE_VERSION') throw error;
    if (error instanceof BackupError || systemCode(error) !== null) return null;
    throw error;
  }
}

function sizeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.size ?? null;
}
