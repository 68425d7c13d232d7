import { closeSync, constants, fstatSync, openSync, read, readSync, type Stats } from 'node:fs';
import { promisify } from 'node:util';
import type { EntrySource } from './buffer-source';
import { systemCode } from './disk-error';

const readAsync = promisify(read);

/** Up to here a synchronous read is over before a thread could have begun with it. */
const SMALL = 256 * 1024;

/** Why a file could not be archived. */
export type MissingReason = 'vanished' | 'unreadable' | 'not-a-file';

/** How a file differs from what it was when it was opened. */
export type ChangeReason = 'shrank' | 'grew' | 'modified' | 'unreadable';

/** Our own trouble, not the file's: to go on would mean to lose one file after the other. */
const OURS = new Set(['EMFILE', 'ENFILE', 'ENOMEM']);
const VANISHED = new Set(['ENOENT', 'ENOTDIR']);
/** What opening a symbolic link, a socket or a folder says. */
const NO_FILE = new Set(['ELOOP', 'EMLINK', 'ENXIO', 'ENODEV', 'EISDIR']);

// A link could lead anywhere, and opening a pipe would wait until somebody writes to it. Where a
// system does not know a flag it is undefined, which counts as 0 here.
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** A file of the site while it is read; it may change at any moment. */
export class SourceFile implements EntrySource {
  readonly size: number;
  readonly mtime: number;
  readonly #descriptor: number;
  #position = 0;

  private constructor(descriptor: number, opened: Stats) {
    this.#descriptor = descriptor;
    this.size = opened.size;
    this.mtime = opened.mtimeMs;
  }

  /** @returns the reason where the file cannot be archived */
  static open(file: string | Buffer): SourceFile | MissingReason {
    let descriptor: number;
    try {
      descriptor = openSync(file, FLAGS);
    } catch (error) {
      return missingReason(error);
    }
    const stats = fstatSync(descriptor);
    if (stats.isFile()) return new SourceFile(descriptor, stats);
    closeSync(descriptor);
    return 'not-a-file';
  }

  read(target: Buffer): number | Promise<number> {
    return this.size <= SMALL ? this.#readNow(target) : this.#readInPool(target);
  }

  /** To be asked after reading: whether what was read is what the file was when it was opened. */
  change(): ChangeReason | null {
    const now = fstatSync(this.#descriptor);
    if (now.size < this.size) return 'shrank';
    if (now.size > this.size) return 'grew';
    return now.mtimeMs === this.mtime ? null : 'modified';
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #readNow(target: Buffer): number {
    const length = readSync(this.#descriptor, target, 0, target.length, this.#position);
    this.#position += length;
    return length;
  }

  async #readInPool(target: Buffer): Promise<number> {
    const { bytesRead } = await readAsync(
      this.#descriptor,
      target,
      0,
      target.length,
      this.#position,
    );
    this.#position += bytesRead;
    return bytesRead;
  }
}

function missingReason(error: unknown): MissingReason {
  const code = systemCode(error);
  if (code === null || OURS.has(code)) throw error;
  if (VANISHED.has(code)) return 'vanished';
  return NO_FILE.has(code) ? 'not-a-file' : 'unreadable';
}
