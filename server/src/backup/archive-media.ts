import { showPath } from '../archive/show-path';
import type { ArchiveWriter } from '../archive/write-archive';
import { walkMedia, type SkippedMedia } from '../media/walk-media';
import type { WriteLog } from '../progress';

export interface ArchivedMedia {
  readonly files: number;
  readonly bytes: number;
  /** Files that changed while they were read: what is in the archive is one moment of each. */
  readonly changed: number;
  /** Links, special files, folders without rights, excluded ones. */
  readonly skipped: number;
  /** Of those, what its owner may not expect to be missing; the first of them. */
  readonly unexpected: { readonly count: number; readonly named: readonly string[] };
  /** Files that were listed and then could not be read. */
  readonly vanished: readonly string[];
  /** Files younger than the snapshot of the database, which cannot know them. */
  readonly younger: number;
}

interface ArchiveMediaOptions {
  readonly uploads: string;
  readonly exclude: (path: Buffer) => boolean;
  /** In front of every path, in the archive. */
  readonly prefix: string;
  readonly writer: ArchiveWriter;
  readonly signal: AbortSignal;
  readonly log: WriteLog;
  readonly onFile: (name: string) => void;
}

/** Log lines about single files; the rest is counted. */
const NAMED = 100;

/** Media → archive: every file of the library, in order; what cannot be read is named, not fatal. */
export async function archiveMedia(options: ArchiveMediaOptions): Promise<ArchivedMedia> {
  const { writer, signal, log } = options;
  const begun = Date.now();
  let files = 0;
  let bytes = 0;
  let changed = 0;
  let skipped = 0;
  let younger = 0;
  let named = 0;
  const vanished: string[] = [];
  const unexpected: string[] = [];
  const name = (text: string) => {
    named += 1;
    if (named <= NAMED) log('warn', text);
  };
  const onSkip = (each: SkippedMedia) => {
    skipped += 1;
    if (each.reason === 'excluded') return;
    unexpected.push(each.path.toString('utf8'));
    name(`Not archived (${each.reason}): ${showPath(each.path)}`);
  };
  const prefix = Buffer.from(options.prefix);
  for (const file of walkMedia(options.uploads, { exclude: options.exclude, onSkip })) {
    signal.throwIfAborted();
    const entry = Buffer.concat([prefix, file.path]);
    const text = file.path.toString('utf8');
    options.onFile(text);
    const added = await writer.addFile(entry, file.absolute);
    if (added.missing !== null) {
      vanished.push(text);
      name(`Could not be read (${added.missing}): ${showPath(file.path)}`);
      continue;
    }
    files += 1;
    bytes += added.entry.size;
    if (added.changed !== null) {
      changed += 1;
      name(`Changed while it was read (${added.changed}): ${showPath(file.path)}`);
    }
    if (added.entry.mtime > begun) younger += 1;
  }
  return {
    files,
    bytes,
    changed,
    skipped,
    vanished,
    younger,
    unexpected: { count: unexpected.length, named: unexpected.slice(0, NAMED) },
  };
}
