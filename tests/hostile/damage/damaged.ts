import { readArchive, type ReadArchiveOptions } from '../../../server/src/archive/read-archive';
import { BackupError } from '../../../server/src/errors';

/** Reads an archive; returns the code it is refused with, null when it is accepted. */
export async function codeOf(
  file: string,
  expected?: ReadArchiveOptions['expected'],
): Promise<string | null> {
  try {
    await readArchive({ file, expected, quota: Number.MAX_SAFE_INTEGER });
    return null;
  } catch (error) {
    if (error instanceof BackupError) return error.code;
    throw error;
  }
}
