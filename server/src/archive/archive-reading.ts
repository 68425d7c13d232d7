import { createHash } from 'node:crypto';
import { BackupError } from '../errors';
import { ArchiveFacts } from './archive-facts';
import type { TailFacts } from './check-manifest';
import { createBreather } from './create-breather';
import { EntryBody } from './entry-body';
import { parseEntryLine } from './entry-line';
import { EntryOrder } from './entry-order';
import { parseEntryPath, type EntryPath } from './entry-path';
import { EntryWitness } from './entry-witness';
import { ENTRIES_MAX, MANIFEST_MAX } from './limits';
import type { Manifest } from './manifest';
import { parseManifestText } from './manifest-text';
import { readLines } from './read-lines';
import { readTarHeader } from './read-tar-header';
import { sha256sumsLine } from './sha256sums-line';
import { showPath } from './show-path';
import type { TarCursor } from './tar-cursor';
import { paddingOf } from './tar-padding';

/** An entry before its content has been read. */
export interface ArchiveReaderEntry {
  readonly path: EntryPath;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970, whole seconds. */
  readonly mtime: number;
}

export type OnEntry = (entry: ArchiveReaderEntry, body: AsyncIterable<Buffer>) => Promise<void>;

interface ReadingOptions {
  /** Bytes of tar stream. */
  readonly quota: number;
  readonly onEntry: OnEntry | undefined;
  /** Called often; throws to stop. */
  readonly onPiece: () => void;
}

type ReadTail = Omit<TailFacts, 'method'> & { readonly manifest: Manifest };

/** One pass through the tar stream, from RESTORE.md to the end mark. */
export class ArchiveReading {
  readonly facts = new ArchiveFacts();
  readonly #cursor: TarCursor;
  readonly #options: ReadingOptions;
  readonly #order = new EntryOrder();
  readonly #witness = new EntryWitness();
  /** Of SHA256SUMS as it must be, which is known before it comes. */
  readonly #checksums = createHash('sha256');
  readonly #breathe = createBreather();
  #entries = 0;
  #list: Pick<TailFacts, 'listSha256' | 'listOffset' | 'listSeconds'> | null = null;
  #tail: ReadTail | null = null;

  constructor(cursor: TarCursor, options: ReadingOptions) {
    this.#cursor = cursor;
    this.#options = options;
  }

  /** Bytes of tar stream so far. */
  get position(): number {
    return this.#cursor.position;
  }

  /** @throws BackupError ARCHIVE_…, and what `onEntry` and `onPiece` throw */
  async run(): Promise<ReadTail> {
    while (true) {
      this.#options.onPiece();
      const offset = this.#cursor.position;
      const header = await readTarHeader(this.#cursor);
      if (header === null) break;
      const path = parseEntryPath(header.path);
      this.#order.check(path);
      this.#checkQuota(path, header.size);
      await this.#read({ path, size: header.size, mtime: header.seconds * 1000 }, offset);
      await this.#cursor.zeros(paddingOf(header.size));
      await this.#breathe();
    }
    if (this.#tail !== null) return this.#tail;
    throw new BackupError(
      'ARCHIVE_TRUNCATED',
      'The archive is not complete: manifest.json, its last entry, is missing.',
    );
  }

  #checkQuota(path: EntryPath, size: number): void {
    this.#entries += 1;
    const tooMany = this.#entries > ENTRIES_MAX;
    if (!tooMany && this.#cursor.position + size <= this.#options.quota) return;
    throw new BackupError(
      'ARCHIVE_TOO_LARGE',
      `The archive holds more than may be unpacked here; reading stopped at ${showPath(path.bytes)}.`,
    );
  }

  async #read(entry: ArchiveReaderEntry, offset: number): Promise<void> {
    const body = new EntryBody(this.#cursor, entry.size, this.#options.onPiece);
    const seconds = entry.mtime / 1000;
    if (entry.path.group === 'list') {
      const listSha256 = await this.#readList(body);
      this.#list = { listSha256, listOffset: offset, listSeconds: seconds };
    } else if (entry.path.group === 'manifest') {
      const manifest = await readManifest(entry.size, body);
      if (this.#list !== null) this.#tail = { ...this.#list, manifest, manifestSeconds: seconds };
    } else {
      await this.#readListed(entry, body);
    }
  }

  async #readListed(entry: ArchiveReaderEntry, body: EntryBody): Promise<void> {
    await this.#options.onEntry?.(entry, body);
    const sha256 = await body.finish();
    if (entry.path.group !== 'checksums') {
      this.#checksums.update(sha256sumsLine(sha256, entry.path.bytes));
    } else if (sha256 !== this.#checksums.digest('hex')) {
      throw new BackupError(
        'ARCHIVE_CORRUPT',
        'The archive is damaged: its entries are not what SHA256SUMS says.',
      );
    }
    const listed = { ...entry, sha256 };
    this.facts.add(listed);
    this.#witness.saw(listed);
  }

  /** @returns sha256 of entries.jsonl */
  async #readList(body: EntryBody): Promise<string> {
    for await (const line of readLines(body)) {
      this.#witness.listed(parseEntryLine(line));
      await this.#breathe();
    }
    this.#witness.finish();
    return body.finish();
  }
}

async function readManifest(size: number, body: EntryBody): Promise<Manifest> {
  if (size > MANIFEST_MAX) {
    throw new BackupError('ARCHIVE_TOO_LARGE', 'manifest.json is too large to be one.');
  }
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece);
  return parseManifestText(Buffer.concat(pieces));
}
