import { opendirSync, type Dirent } from 'node:fs';

export type FolderEntryKind = 'file' | 'folder' | 'symbolic-link' | 'special-file';

export interface FolderEntry {
  readonly name: Buffer;
  readonly kind: FolderEntryKind;
}

/** What a folder held when it was read, in ascending bytes. */
export interface FolderEntries extends Iterable<FolderEntry> {
  readonly length: number;
}

const KINDS: readonly FolderEntryKind[] = ['file', 'folder', 'symbolic-link', 'special-file'];
/** Entries that are asked for at a time. */
const PORTION = 256;

/**
 * Reads the names in a folder. Strapi keeps its whole library in one folder, so all names
 * are packed into one buffer: as objects, those of 200,000 files would take a hundred megabytes.
 *
 * @throws the file system's error
 */
export function readFolder(folder: Buffer): FolderEntries {
  const names = new PackedNames();
  const directory = opendirSync(folder, {
    encoding: 'buffer' as BufferEncoding,
    bufferSize: PORTION,
  });
  try {
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
      // Node.js gives names as bytes when it is asked to; its types do not know that.
      const { name } = entry as unknown as Dirent<Buffer>;
      names.add(name, KINDS.indexOf(kindOf(entry)));
    }
  } finally {
    directory.closeSync();
  }
  return { length: names.length, [Symbol.iterator]: () => inOrder(names) };
}

function* inOrder(names: PackedNames): Generator<FolderEntry> {
  for (const index of names.inOrder()) {
    yield { name: names.name(index), kind: KINDS[names.tag(index)] ?? 'special-file' };
  }
}

function kindOf(entry: Dirent): FolderEntryKind {
  if (entry.isSymbolicLink()) return 'symbolic-link';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'special-file';
}

/** Many short byte strings, each with a small number beside it. */
class PackedNames {
  #bytes = Buffer.alloc(16 * 1024);
  #ends = new Uint32Array(256);
  #tags = new Uint8Array(256);
  #count = 0;

  get length(): number {
    return this.#count;
  }

  add(name: Buffer, tag: number): void {
    const start = this.#start(this.#count);
    const end = start + name.length;
    if (end > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(end, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }
    if (this.#count === this.#ends.length) {
      this.#ends = grown(this.#ends, new Uint32Array(this.#count * 2));
      this.#tags = grown(this.#tags, new Uint8Array(this.#count * 2));
    }
    name.copy(this.#bytes, start);
    this.#ends[this.#count] = end;
    this.#tags[this.#count] = tag;
    this.#count += 1;
  }

  /** A copy, which keeps nothing else alive. */
  name(index: number): Buffer {
    return Buffer.from(this.#bytes.subarray(this.#start(index), this.#ends[index]));
  }

  tag(index: number): number {
    return this.#tags[index] ?? 0;
  }

  inOrder(): Uint32Array {
    const order = Uint32Array.from({ length: this.#count }, (_, index) => index);
    return order.sort((a, b) =>
      this.#bytes.compare(
        this.#bytes,
        this.#start(b),
        this.#ends[b],
        this.#start(a),
        this.#ends[a],
      ),
    );
  }

  #start(index: number): number {
    return index === 0 ? 0 : (this.#ends[index - 1] ?? 0);
  }
}

function grown<List extends Uint8Array | Uint32Array>(from: List, to: List): List {
  to.set(from);
  return to;
}
