import type { EntryPath } from './entry-path';

/** What an archive knows about one of its entries. */
export interface ListedEntry {
  readonly path: EntryPath;
  /** Bytes. */
  readonly size: number;
  /** 64 hex digits over the content. */
  readonly sha256: string;
  /** Milliseconds since 1970, within the range of a tar header. */
  readonly mtime: number;
}
