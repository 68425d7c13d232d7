import { readFile } from 'node:fs/promises';
import { sidecarName } from './archive-name';
import { parseSidecar, type Sidecar } from './sidecar';
import { BackupError } from '../errors';

/**
 * What an archive says about itself, from the file beside it. Without one only reading the whole
 * archive would tell, and that is no work for the process that answers requests.
 *
 * @param archive absolute path
 * @throws BackupError ARCHIVE_MISSING, ARCHIVE_CORRUPT
 */
export async function readSidecar(archive: string): Promise<Sidecar> {
  let bytes: Buffer;
  try {
    bytes = await readFile(sidecarName(archive));
  } catch (cause) {
    throw new BackupError(
      'ARCHIVE_MISSING',
      'The file beside the archive that describes it (…manifest.json) is missing or cannot be read. If you moved the archive, move both files.',
      { cause },
    );
  }
  return parseSidecar(bytes);
}
