import { BackupError } from '../errors';
import { readFolder, type FolderEntries } from './read-folder';

export interface MediaFile {
  /** Path below the uploads folder, as bytes: file names need not be valid UTF-8. */
  readonly path: Buffer;
  readonly absolute: Buffer;
}

/** Something in the library that is not archived, and why. */
export interface SkippedMedia {
  readonly path: Buffer;
  readonly reason: 'symbolic-link' | 'special-file' | 'unreadable-folder' | 'excluded';
}

interface WalkOptions {
  readonly exclude: (path: Buffer) => boolean;
  readonly onSkip: (skipped: SkippedMedia) => void;
}

const SLASH = Buffer.from('/');
const DOT = 0x2e;

/**
 * The files of the media library in the order of the archive: ascending bytes, a folder's content
 * together. Hidden entries are left out; links are not followed, since they may lead anywhere.
 *
 * @param root the uploads folder, resolved
 * @throws BackupError MEDIA_FOLDER_MISSING when the root itself cannot be read
 */
export function* walkMedia(root: string, options: WalkOptions): Generator<MediaFile> {
  yield* walkFolder(Buffer.from(root), Buffer.alloc(0), options, true);
}

function* walkFolder(
  folder: Buffer,
  relative: Buffer,
  options: WalkOptions,
  isRoot: boolean,
): Generator<MediaFile> {
  let entries: FolderEntries;
  try {
    entries = readFolder(folder);
  } catch (error) {
    if (isRoot) throw folderMissing(error);
    options.onSkip({ path: relative, reason: 'unreadable-folder' });
    return;
  }
  for (const { name, kind } of entries) {
    if (name[0] === DOT) continue;
    const path = isRoot ? name : Buffer.concat([relative, SLASH, name]);
    const absolute = Buffer.concat([folder, SLASH, name]);
    if (options.exclude(path)) options.onSkip({ path, reason: 'excluded' });
    else if (kind === 'folder') yield* walkFolder(absolute, path, options, false);
    else if (kind === 'file') yield { path, absolute };
    else options.onSkip({ path, reason: kind });
  }
}

function folderMissing(cause: unknown): BackupError {
  return new BackupError(
    'MEDIA_FOLDER_MISSING',
    'The uploads folder cannot be read. Check that it exists and that its disk is mounted.',
    { cause },
  );
}
