import { createHash } from 'node:crypto';
import { close, fsync, openSync, rmSync, write } from 'node:fs';
import { promisify } from 'node:util';
import { diskError } from './disk-error';
import { PacedSync } from './paced-sync';

const writeAsync = promisify(write);
const syncAsync = promisify(fsync);
const closeAsync = promisify(close);

/** The archive on the disk while it is written: counts and hashes, checks every write. */
export class OutputFile {
  readonly #file: string;
  readonly #hash = createHash('sha256');
  /** null once it is closed. */
  #descriptor: number | null;
  #size = 0;
  readonly #sync: PacedSync;

  /**
   * @param file must not exist
   * @throws BackupError FOLDER_UNUSABLE, DISK_FULL
   */
  constructor(file: string) {
    this.#file = file;
    try {
      this.#descriptor = openSync(file, 'wx', 0o600);
    } catch (error) {
      throw diskError(error);
    }
    this.#sync = new PacedSync(this.#descriptor);
  }

  get size(): number {
    return this.#size;
  }

  /** @throws BackupError DISK_FULL, STORAGE_UNREACHABLE */
  async write(bytes: Buffer): Promise<void> {
    const descriptor = this.#open();
    this.#hash.update(bytes);
    let written = 0;
    try {
      // A full disk first takes a part and only then refuses.
      while (written < bytes.length) {
        const result = await writeAsync(descriptor, bytes, written, bytes.length - written, null);
        written += result.bytesWritten;
      }
    } catch (error) {
      throw diskError(error);
    }
    this.#size += bytes.length;
    await this.#sync.wrote(bytes.length);
  }

  /**
   * @param sync whether the content must be on the disk when this returns
   * @returns sha256 of what was written, 64 hex digits
   */
  async close(sync: boolean): Promise<string> {
    const descriptor = this.#open();
    try {
      await this.#sync.settle();
      if (sync) await syncAsync(descriptor);
      this.#descriptor = null;
      await closeAsync(descriptor);
    } catch (error) {
      throw diskError(error);
    }
    return this.#hash.digest('hex');
  }

  /** Closes and removes it, whatever state it is in. */
  async discard(): Promise<void> {
    const descriptor = this.#descriptor;
    this.#descriptor = null;
    await this.#sync.settle().catch(() => undefined);
    // A close that fails (a network disk that went away) must not keep the file from going.
    if (descriptor !== null) await closeAsync(descriptor).catch(() => undefined);
    rmSync(this.#file, { force: true });
  }

  #open(): number {
    if (this.#descriptor === null) throw new Error('The archive is closed.');
    return this.#descriptor;
  }
}
