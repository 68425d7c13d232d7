import { spawn } from 'node:child_process';
import { mkdirSync, utimesSync } from 'node:fs';
import { MEDIA_ROOT } from '../archive/entry-path';
import { unpackEntry } from '../archive/unpack-entry';
import { syncFile, syncFolder } from '../durable';
import { errorCode } from '../error-code';
import { diskSpace } from '../storage/disk-space';
import type { MediaStaging } from './staging-folder';
import { walkMedia } from './walk-media';

const SLASH = 0x2f;

interface StagedEntry {
  readonly path: { readonly bytes: Buffer };
  readonly size: number;
  readonly mtime: number;
}

/** The media of an archive on their way into `new/`: plain files, each written once. */
export class StagedMedia {
  readonly #staging: MediaStaging;
  readonly #free: number;
  /** Where the part of a path below `new/` begins. */
  readonly #inside: number;
  #folder: Buffer;
  files = 0;
  bytes = 0;

  constructor(staging: MediaStaging) {
    this.#staging = staging;
    this.#inside = Buffer.byteLength(staging.fresh) + 1;
    this.#folder = Buffer.from(staging.fresh);
    this.#free = diskSpace(staging.root).free;
  }

  /** @throws when the staging is gone: who took over has moved it away, and it is never made anew */
  async add(entry: StagedEntry, body: AsyncIterable<Buffer>): Promise<void> {
    const relative = entry.path.bytes.subarray(MEDIA_ROOT.length);
    const target = Buffer.concat([Buffer.from(`${this.#staging.fresh}/`), relative]);
    this.#makeFolders(target);
    await unpackEntry(body, target, { size: entry.size, free: this.#free - this.bytes }, 0o644);
    utimesSync(target, entry.mtime / 1000, entry.mtime / 1000);
    this.files += 1;
    this.bytes += entry.size;
  }

  /** Brings everything to the disk: after the swap, moving must be all that is left to do. */
  async sync(): Promise<void> {
    if (await syncFileSystem(this.#staging.root)) return;
    const all = walkMedia(this.#staging.fresh, { exclude: () => false, onSkip: () => undefined });
    for (const file of all) syncFile(file.absolute);
    syncFolder(this.#staging.fresh);
  }

  /** Entries of one folder come together, so the last folder is all there is to remember. */
  #makeFolders(target: Buffer): void {
    const folder = target.subarray(0, target.lastIndexOf(SLASH));
    if (folder.equals(this.#folder)) return;
    // From `new/` downwards only, so not with `recursive`.
    for (let end = this.#inside; end <= folder.length; end += 1) {
      if (end === folder.length || folder[end] === SLASH) makeFolder(folder.subarray(0, end));
    }
    this.#folder = folder;
  }
}

function makeFolder(folder: Buffer): void {
  try {
    mkdirSync(folder, { mode: 0o755 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/**
 * One `syncfs` for the whole file system instead of one `fsync` for each of a hundred thousand
 * files. Node has no call for it; `sync -f` of coreutils does it.
 *
 * @returns false where there is no such command
 */
function syncFileSystem(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('sync', ['-f', folder], { stdio: 'ignore' });
    child.on('error', () => {
      resolve(false);
    });
    child.on('exit', (code) => {
      resolve(code === 0);
    });
  });
}
