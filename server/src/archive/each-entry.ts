import { BackupError } from '../errors';
import type { ListedEntry } from './archive-entry';
import { ArchiveFile } from './archive-file';
import { createBreather } from './create-breather';
import { EntryBody } from './entry-body';
import { parseEntryLine } from './entry-line';
import { LIST } from './entry-path';
import type { Manifest } from './manifest';
import { openTarAt } from './open-tar-at';
import { readLines } from './read-lines';
import { readTarHeader } from './read-tar-header';
import { throwIfCancelled } from './throw-if-cancelled';

/**
 * What is in an archive, in its order, without reading the archive: the manifest says where the list
 * begins, and the gzip members before it are skipped. Nothing is verified here.
 *
 * @throws BackupError ARCHIVE_MISSING, ARCHIVE_CORRUPT, ARCHIVE_TRUNCATED, ARCHIVE_UNSAFE, CANCELLED
 */
export async function* eachEntry(options: {
  readonly file: string;
  readonly manifest: Manifest;
  readonly signal?: AbortSignal | undefined;
}): AsyncGenerator<ListedEntry, void, undefined> {
  const file = new ArchiveFile(options.file);
  try {
    const cursor = await openTarAt(file, options.manifest);
    const header = await readTarHeader(cursor);
    if (header?.path.toString('utf8') !== LIST) throw misplaced();
    const body = new EntryBody(cursor, header.size, () => {
      throwIfCancelled(options.signal);
    });
    const breathe = createBreather();
    for await (const line of readLines(body)) {
      yield parseEntryLine(line);
      await breathe();
    }
  } finally {
    await file.close();
  }
}

function misplaced(): BackupError {
  return new BackupError(
    'ARCHIVE_CORRUPT',
    'The list of entries is not where the manifest says. Verify this backup.',
  );
}
