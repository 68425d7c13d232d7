import { BackupError } from '../errors';
import { isZero } from './tar-padding';

const NOTHING: Buffer = Buffer.alloc(0);

/** A place in the tar stream that moves forward. */
export class TarCursor {
  readonly #stream: AsyncIterator<Buffer, void, void>;
  #current = NOTHING;
  #position: number;

  /** @param position where in the tar stream the given stream begins */
  constructor(stream: AsyncIterator<Buffer, void, void>, position = 0) {
    this.#stream = stream;
    this.#position = position;
  }

  /** Bytes from the beginning of the tar stream. */
  get position(): number {
    return this.#position;
  }

  async atEnd(): Promise<boolean> {
    while (this.#current.length === 0) {
      const next = await this.#stream.next();
      if (next.done === true) return true;
      this.#current = next.value;
    }
    return false;
  }

  /**
   * What is at hand, 1 byte to `most`, without copying.
   *
   * @throws BackupError ARCHIVE_TRUNCATED at the end
   */
  async piece(most: number): Promise<Buffer> {
    if (this.#current.length === 0 && (await this.atEnd())) {
      throw new BackupError(
        'ARCHIVE_TRUNCATED',
        'The archive ends too early: a part of it is missing.',
      );
    }
    const bytes = this.#current.subarray(0, most);
    this.#current = this.#current.subarray(bytes.length);
    this.#position += bytes.length;
    return bytes;
  }

  /**
   * Exactly so many bytes, few enough to be held in memory.
   *
   * @throws BackupError ARCHIVE_TRUNCATED
   */
  async take(length: number): Promise<Buffer> {
    if (length === 0) return NOTHING;
    const first = await this.piece(length);
    if (first.length === length) return first;
    const pieces = [first];
    let rest = length - first.length;
    while (rest > 0) {
      const next = await this.piece(rest);
      pieces.push(next);
      rest -= next.length;
    }
    return Buffer.concat(pieces);
  }

  /**
   * Passes the zeros that fill up a 512-byte block.
   *
   * @throws BackupError ARCHIVE_CORRUPT where they are not zeros, ARCHIVE_TRUNCATED
   */
  async zeros(length: number): Promise<void> {
    const bytes = await this.take(length);
    if (isZero(bytes)) return;
    throw new BackupError(
      'ARCHIVE_CORRUPT',
      'The archive is damaged: there are data where only zeros belong.',
    );
  }
}
