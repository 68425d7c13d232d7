import { close, openSync, read, unlinkSync, write } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { randomId } from '../random-id';
import type { EntrySource } from './buffer-source';
import { diskError } from './disk-error';

const readAsync = promisify(read);
const writeAsync = promisify(write);
const closeAsync = promisify(close);

const FLUSH_AT = 64 * 1024;

/**
 * Lines that are needed again at the end of the archive: on the disk, since a library of a million
 * files has hundreds of megabytes of them. The file has no name, so that nothing is left behind
 * however the process ends.
 */
export class Spool {
  /** null once it is closed. */
  #descriptor: number | null;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #size = 0;

  /** @param folder of mode 0700 */
  constructor(folder: string) {
    const file = path.join(folder, `spool-${randomId()}`);
    try {
      this.#descriptor = openSync(file, 'wx+', 0o600);
      unlinkSync(file);
    } catch (error) {
      throw diskError(error);
    }
  }

  /** @throws BackupError DISK_FULL, STORAGE_UNREACHABLE */
  async append(line: Buffer): Promise<void> {
    this.#pending.push(line);
    this.#pendingBytes += line.length;
    if (this.#pendingBytes >= FLUSH_AT) await this.#flush();
  }

  /**
   * What was appended, from the beginning.
   *
   * @param mtime milliseconds since 1970, for the entry that it becomes
   */
  async source(mtime: number): Promise<EntrySource> {
    await this.#flush();
    const descriptor = this.#open();
    let position = 0;
    return {
      size: this.#size,
      mtime,
      read: async (target) => {
        const { bytesRead } = await readAsync(descriptor, target, 0, target.length, position);
        position += bytesRead;
        return bytesRead;
      },
    };
  }

  async close(): Promise<void> {
    const descriptor = this.#descriptor;
    this.#descriptor = null;
    if (descriptor !== null) await closeAsync(descriptor);
  }

  async #flush(): Promise<void> {
    const descriptor = this.#open();
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    let written = 0;
    try {
      while (written < bytes.length) {
        const rest = bytes.length - written;
        const result = await writeAsync(descriptor, bytes, written, rest, this.#size);
        written += result.bytesWritten;
        this.#size += result.bytesWritten;
      }
    } catch (error) {
      throw diskError(error);
    }
  }

  #open(): number {
    if (this.#descriptor === null) throw new Error('The spool is closed.');
    return this.#descriptor;
  }
}
