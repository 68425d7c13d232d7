import { createHash } from 'node:crypto';
import type { TarCursor } from './tar-cursor';

/**
 * The content of an entry while it is read: hashed whether somebody takes it or not, and never
 * longer than its header said.
 */
export class EntryBody implements AsyncIterable<Buffer> {
  readonly #cursor: TarCursor;
  readonly #onPiece: () => void;
  readonly #hash = createHash('sha256');
  #rest: number;

  /** @param onPiece called before each piece; may throw to stop */
  constructor(cursor: TarCursor, size: number, onPiece: () => void) {
    this.#cursor = cursor;
    this.#rest = size;
    this.#onPiece = onPiece;
  }

  /** The next piece, at most 1 MiB; null after the last. */
  async next(): Promise<Buffer | null> {
    if (this.#rest === 0) return null;
    this.#onPiece();
    const piece = await this.#cursor.piece(this.#rest);
    this.#rest -= piece.length;
    this.#hash.update(piece);
    return piece;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, void> {
    for (let piece = await this.next(); piece !== null; piece = await this.next()) yield piece;
  }

  /**
   * Passes what nobody took.
   *
   * @returns sha256 of the whole content, 64 hex digits
   */
  async finish(): Promise<string> {
    while ((await this.next()) !== null);
    return this.#hash.digest('hex');
  }
}
