import { giveWay } from '../give-way';
import type { OutputFile } from './output-file';

/** Two cores are busy with three blocks, and one more would only cost memory. */
const IN_FLIGHT = 3;

/** Makes what is written from a block of tar stream; the block does not change meanwhile. */
export type EncodeBlock = (block: Buffer) => Promise<Buffer>;

/**
 * Blocks on their way to the disk: encoded several at a time, written one after the other in the
 * order in which they came, and used again afterwards.
 */
export class BlockQueue {
  readonly #output: OutputFile;
  readonly #encode: EncodeBlock;
  readonly #blockSize: number;
  readonly #inFlight: Promise<void>[] = [];
  readonly #free: Buffer[] = [];
  #written: Promise<void> = Promise.resolve();

  constructor(output: OutputFile, encode: EncodeBlock, blockSize: number) {
    this.#output = output;
    this.#encode = encode;
    this.#blockSize = blockSize;
  }

  /** An empty block to fill. */
  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.#blockSize);
  }

  /**
   * Hands a block over; the caller must not touch it again. Waits while too many are on their way.
   *
   * @param length bytes of the block that are filled
   * @throws the error of this or an earlier block
   */
  async push(block: Buffer, length: number): Promise<void> {
    await giveWay();
    this.#written = this.#send(block, length, this.#written);
    // Somebody awaits it soon; until then a failure must not count as unhandled.
    this.#written.catch(() => undefined);
    this.#inFlight.push(this.#written);
    if (this.#inFlight.length >= IN_FLIGHT) await this.#inFlight.shift();
  }

  /** Waits until everything is written. */
  async drain(): Promise<void> {
    await this.#written;
  }

  /** Waits until nothing happens any more, failed or not. */
  async settle(): Promise<void> {
    await Promise.allSettled([...this.#inFlight, this.#written]);
  }

  async #send(block: Buffer, length: number, before: Promise<void>): Promise<void> {
    const [encoded] = await Promise.all([this.#encode(block.subarray(0, length)), before]);
    await this.#output.write(encoded);
    this.#free.push(block);
  }
}
