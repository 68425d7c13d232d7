import { createHash } from 'node:crypto';
import { close, fdatasync, fsync, openSync, rmSync, write } from 'node:fs';
import { promisify } from 'node:util';
import { diskError } from './disk-error';

const writeAsync = promisify(write);
const syncAsync = promisify(fsync);
const syncDataAsync = promisify(fdatasync);
const closeAsync = promisify(close);

/** Bytes that are brought to the disk at once. */
const PORTION = 16 * 1024 * 1024;

/**
 * The archive on the disk while it is written: counts and hashes, checks every write.
 *
 * It goes to the disk in portions, beside the writing. One `fsync` of gigabytes at the end would keep the
 * site's own waiting for up to half a second (ext4, measured; in portions 30 ms).
 */
export class OutputFile {
  readonly #file: string;
  readonly #hash = createHash('sha256');
  /** null once it is closed. */
  #descriptor: number | null;
  #size = 0;
  /** Bytes since the last portion was sent on its way. */
  #pending = 0;
  #portion: Promise<void> = Promise.resolve();

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
    this.#pending += bytes.length;
    if (this.#pending >= PORTION) await this.#sendPortion(descriptor);
  }

  /** Waits for the one before; this one is awaited by the next, or by the end. */
  async #sendPortion(descriptor: number): Promise<void> {
    this.#pending = 0;
    try {
      await this.#portion;
    } catch (error) {
      throw diskError(error);
    }
    this.#portion = syncDataAsync(descriptor);
    this.#portion.catch(() => undefined);
  }

  /**
   * @param sync whether the content must be on the disk when this returns
   * @returns sha256 of what was written, 64 hex digits
   */
  async close(sync: boolean): Promise<string> {
    const descriptor = this.#open();
    try {
      await this.#portion;
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
    await this.#portion.catch(() => undefined);
    // A close that fails (a network disk that went away) must not keep the file from going.
    if (descriptor !== null) await closeAsync(descriptor).catch(() => undefined);
    rmSync(this.#file, { force: true });
  }

  #open(): number {
    if (this.#descriptor === null) throw new Error('The archive is closed.');
    return this.#descriptor;
  }
}
