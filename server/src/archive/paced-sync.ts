import { fdatasync } from 'node:fs';
import { promisify } from 'node:util';
import { diskError } from './disk-error';

const syncData = promisify(fdatasync);

/** Bytes that are brought to the disk at once. */
const PORTION = 16 * 1024 * 1024;

/**
 * Brings a large file to the disk in portions, beside its writing. One `fsync` of gigabytes at the end would keep the
 * site's own waiting for half a second (ext4, measured; in portions 30 ms); left to the kernel, gigabytes would
 * pile up until it lets everybody wait who writes anything.
 */
export class PacedSync {
  readonly #descriptor: number;
  #pending = 0;
  #portion: Promise<void> = Promise.resolve();

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  /**
   * Called after each write. Waits for the portion before, not for its own.
   *
   * @throws BackupError STORAGE_UNREACHABLE, DISK_FULL
   */
  async wrote(bytes: number): Promise<void> {
    this.#pending += bytes;
    if (this.#pending < PORTION) return;
    this.#pending = 0;
    await this.settle();
    this.#portion = syncData(this.#descriptor);
    // It is awaited with the next portion, or at the end.
    this.#portion.catch(() => undefined);
  }

  /** Waits until nothing is on its way; before the file is closed. */
  async settle(): Promise<void> {
    try {
      await this.#portion;
    } catch (error) {
      throw diskError(error);
    }
  }
}
