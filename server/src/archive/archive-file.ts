import { createHash } from 'node:crypto';
import { close, fstatSync, openSync, read } from 'node:fs';
import { promisify } from 'node:util';
import { BackupError } from '../errors';
import { systemCode } from './disk-error';

const readAsync = promisify(read);
const closeAsync = promisify(close);

/** An archive on the disk while it is read from its beginning to its end. */
export class ArchiveFile {
  /** Bytes, when it was opened. */
  readonly size: number;
  readonly #descriptor: number;
  readonly #hash = createHash('sha256');
  #position = 0;

  /** @throws BackupError ARCHIVE_MISSING, STORAGE_UNREACHABLE */
  constructor(file: string) {
    try {
      this.#descriptor = openSync(file, 'r');
    } catch (error) {
      throw readError(error);
    }
    const stats = fstatSync(this.#descriptor);
    this.size = stats.size;
    if (!stats.isFile()) throw readError(null);
  }

  /** Bytes read so far. */
  get position(): number {
    return this.#position;
  }

  /**
   * The next bytes, fewer than asked for only at the end of the file.
   *
   * @throws BackupError STORAGE_UNREACHABLE
   */
  async read(length: number): Promise<Buffer> {
    const bytes = await this.readAt(this.#position, length);
    this.#hash.update(bytes);
    this.#position += bytes.length;
    return bytes;
  }

  /** Bytes from anywhere; these count neither for the position nor for the hash. */
  async readAt(position: number, length: number): Promise<Buffer> {
    const wanted = Math.max(0, Math.min(length, this.size - position));
    const bytes = Buffer.allocUnsafeSlow(wanted);
    let filled = 0;
    try {
      while (filled < wanted) {
        const at = position + filled;
        const result = await readAsync(this.#descriptor, bytes, filled, wanted - filled, at);
        if (result.bytesRead === 0) break;
        filled += result.bytesRead;
      }
    } catch (error) {
      throw readError(error);
    }
    return bytes.subarray(0, filled);
  }

  /** Goes on elsewhere; the hash means nothing from then on. */
  seek(position: number): void {
    this.#position = position;
  }

  /** sha256 of everything that `read` returned; ends the reading. */
  digest(): string {
    return this.#hash.digest('hex');
  }

  async close(): Promise<void> {
    await closeAsync(this.#descriptor);
  }
}

function readError(error: unknown): BackupError {
  const options = { cause: error };
  if (systemCode(error) === 'ENOENT' || error === null) {
    return new BackupError('ARCHIVE_MISSING', 'The archive is not where it should be.', options);
  }
  return new BackupError(
    'STORAGE_UNREACHABLE',
    'The archive cannot be read. Check the disk of the backup folder and its permissions.',
    options,
  );
}
