import { BackupError } from '../errors';
import { compareEntryPaths } from './compare-entry-paths';
import { ENTRY_GROUPS, type EntryPath } from './entry-path';
import { showPath } from './show-path';

const SLASH = 0x2f;

/**
 * Watches that entries come in the order of the format. Because that order is strict, the previous
 * name is all that must be remembered to notice a name that comes twice, and a file whose name
 * another entry uses as a folder.
 */
export class EntryOrder {
  #previous: EntryPath | null = null;

  /** @throws BackupError ARCHIVE_UNSAFE, naming the entry */
  check(path: EntryPath): void {
    const fault = this.#fault(path);
    if (fault !== null) {
      throw new BackupError(
        'ARCHIVE_UNSAFE',
        `The archive is not accepted because of its entry ${showPath(path.bytes)}: ${fault}.`,
      );
    }
    this.#previous = path;
  }

  #fault(path: EntryPath): string | null {
    const previous = this.#previous;
    if (previous === null) return path.group === 'guide' ? null : 'it is not RESTORE.md';
    const step = ENTRY_GROUPS.indexOf(path.group) - ENTRY_GROUPS.indexOf(previous.group);
    if (step < 0) return `it comes after ${showPath(previous.bytes)}`;
    if (step > 0) return needsEarlier(path, previous);
    const order = compareEntryPaths(previous.bytes, path.bytes);
    if (order === 0) return 'it is there twice';
    if (order > 0) return `it comes after ${showPath(previous.bytes)}`;
    return isInside(path.bytes, previous.bytes) ? 'its folder is the name of a file' : null;
  }
}

/** The three entries at the end follow each other; the groups before them may be absent. */
function needsEarlier(path: EntryPath, previous: EntryPath): string | null {
  if (path.group === 'list' && previous.group !== 'checksums') return 'SHA256SUMS is missing';
  if (path.group === 'manifest' && previous.group !== 'list') return 'entries.jsonl is missing';
  return null;
}

function isInside(path: Buffer, folder: Buffer): boolean {
  return path[folder.length] === SLASH && path.subarray(0, folder.length).equals(folder);
}
