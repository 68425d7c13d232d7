/** Where the content of an entry comes from. */
export interface EntrySource {
  /** Bytes that the entry is going to have, decided before the first is read. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly mtime: number;
  /** Reads what comes next, 1 byte to all of `target`; 0 at the end. */
  read(target: Buffer): number | Promise<number>;
}

/** Content that is in memory. */
export function bufferSource(content: Buffer, mtime: number): EntrySource {
  let position = 0;
  return {
    size: content.length,
    mtime,
    read: (target) => {
      const copied = content.copy(target, 0, position);
      position += copied;
      return copied;
    },
  };
}
