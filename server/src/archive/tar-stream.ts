import type { BlockQueue } from './block-queue';
import { MEMBER_CONTENT, TAR_BLOCK } from './limits';
import { paddingOf } from './tar-padding';

/** The tar stream while it is written, cut into blocks of 1 MiB. */
export class TarStream {
  readonly #queue: BlockQueue;
  #block: Buffer;
  #filled = 0;
  #position = 0;

  constructor(queue: BlockQueue) {
    this.#queue = queue;
    this.#block = queue.take();
  }

  /** Bytes so far. */
  get position(): number {
    return this.#position;
  }

  /** Room in the current block, for reading straight into it; `advance` says how much was used. */
  room(): Buffer {
    return this.#block.subarray(this.#filled);
  }

  async advance(length: number): Promise<void> {
    this.#filled += length;
    this.#position += length;
    if (this.#filled < MEMBER_CONTENT) return;
    await this.#flush();
  }

  async append(bytes: Buffer): Promise<void> {
    let rest = bytes;
    while (rest.length > 0) {
      const copied = rest.copy(this.room());
      rest = rest.subarray(copied);
      await this.advance(copied);
    }
  }

  /** Zeros up to the next 512 bytes. */
  async pad(size: number): Promise<void> {
    await this.append(Buffer.alloc(paddingOf(size)));
  }

  /** The end mark, then waits until everything is written. */
  async end(): Promise<void> {
    await this.append(Buffer.alloc(2 * TAR_BLOCK));
    if (this.#filled > 0) await this.#flush();
    await this.#queue.drain();
  }

  async #flush(): Promise<void> {
    const block = this.#block;
    const filled = this.#filled;
    this.#block = this.#queue.take();
    this.#filled = 0;
    await this.#queue.push(block, filled);
  }
}
