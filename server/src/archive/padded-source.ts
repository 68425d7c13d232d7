import type { EntrySource } from './buffer-source';
import type { ChangeReason } from './source-file';

/**
 * A file that always has the size that it said. The header is in the archive before the content, so
 * zeros stand for what a file turns out not to have, or what cannot be read.
 */
export class PaddedSource implements EntrySource {
  readonly size: number;
  readonly mtime: number;
  /** What went wrong, once something has. */
  fault: ChangeReason | null = null;
  readonly #source: EntrySource;

  constructor(source: EntrySource) {
    this.#source = source;
    this.size = source.size;
    this.mtime = source.mtime;
  }

  async read(target: Buffer): Promise<number> {
    if (this.fault === null) {
      try {
        const length = await this.#source.read(target);
        if (length > 0) return length;
        this.fault = 'shrank';
      } catch {
        this.fault = 'unreadable';
      }
    }
    target.fill(0);
    return target.length;
  }
}
