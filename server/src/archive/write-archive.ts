import { createHash } from 'node:crypto';
import { BackupError } from '../errors';
import type { ListedEntry } from './archive-entry';
import { ArchiveFacts } from './archive-facts';
import { BlockQueue, type EncodeBlock } from './block-queue';
import { bufferSource, type EntrySource } from './buffer-source';
import { checkManifest } from './check-manifest';
import { clampTime } from './clamp-time';
import { createBreather } from './create-breather';
import { encodeMember } from './encode-member';
import { entryLine } from './entry-line';
import { EntryOrder } from './entry-order';
import { CHECKSUMS, LIST, MANIFEST, parseEntryPath, type EntryPath } from './entry-path';
import { MEMBER_CONTENT } from './limits';
import { FORMAT_VERSION, type Manifest, type ManifestParts } from './manifest';
import { manifestText, parseManifestText, sealManifest } from './manifest-text';
import { OutputFile } from './output-file';
import { PaddedSource } from './padded-source';
import { sha256sumsLine } from './sha256sums-line';
import { showPath } from './show-path';
import { SourceFile, type ChangeReason, type MissingReason } from './source-file';
import { Spool } from './spool';
import { tarHeader } from './tar-header';
import { TarStream } from './tar-stream';
import { throwIfCancelled } from './throw-if-cancelled';

export interface ArchiveWriterOptions {
  /** Where the archive is written; must not exist. Give it a temporary name and publish it later. */
  readonly file: string;
  /** A folder of mode 0700 for what must wait until the end. */
  readonly scratch: string;
  readonly compression: {
    readonly method: 'gzip' | 'none';
    /** 1 (fast) to 9 (small); ignored without compression. */
    readonly level: number;
  };
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes of content that went into the archive since the last call. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

/** What became of a file: an entry, perhaps of a file that changed meanwhile, or nothing. */
export type AddedFile =
  | { readonly entry: ListedEntry; readonly changed: ChangeReason | null; readonly missing: null }
  | { readonly entry: null; readonly changed: null; readonly missing: MissingReason };

export interface FinishedArchive {
  /** Bytes of the archive. */
  readonly size: number;
  /** 64 hex digits over the archive. */
  readonly sha256: string;
  /** Bytes of the tar stream inside. */
  readonly uncompressedSize: number;
  readonly manifest: Manifest;
}

/**
 * An archive while it is written. Entries come in the order of the format (`compareEntryPaths`
 * inside a group), one call after the other; then `finish`, or `abort` after any failure.
 *
 * Every method throws BackupError: CANCELLED, DISK_FULL, FOLDER_UNUSABLE, STORAGE_UNREACHABLE, and
 * ARCHIVE_UNSAFE for a name or an order that a reader would refuse.
 */
export class ArchiveWriter {
  readonly #options: ArchiveWriterOptions;
  readonly #output: OutputFile;
  readonly #queue: BlockQueue;
  readonly #tar: TarStream;
  readonly #checksums: Spool;
  readonly #list: Spool;
  readonly #order = new EntryOrder();
  readonly #facts = new ArchiveFacts();
  readonly #breathe = createBreather();
  /** Between entries; stays false when one of them could not be completed. */
  #ready = true;

  private constructor(options: ArchiveWriterOptions, output: OutputFile) {
    this.#options = options;
    this.#output = output;
    this.#checksums = new Spool(options.scratch);
    this.#list = new Spool(options.scratch);
    this.#queue = new BlockQueue(output, encoder(options.compression), MEMBER_CONTENT);
    this.#tar = new TarStream(this.#queue);
  }

  /** Creates the file, of mode 0600. */
  static async open(options: ArchiveWriterOptions): Promise<ArchiveWriter> {
    throwIfCancelled(options.signal);
    const output = new OutputFile(options.file);
    try {
      return new ArchiveWriter(options, output);
    } catch (error) {
      await output.discard();
      throw error;
    }
  }

  /** Bytes written so far. */
  get size(): number {
    return this.#output.size;
  }

  /** @param mtime the entry's time */
  async addBuffer(path: string | Buffer, content: Buffer, mtime: Date): Promise<ListedEntry> {
    return this.#add(parseEntryPath(path), bufferSource(content, mtime.getTime()));
  }

  /**
   * Adds a file. The entry has the size that the file has when it is opened; what is missing in the
   * end is zeros, what is too much is left out, and both are reported. A symbolic link is not
   * followed.
   */
  async addFile(path: string | Buffer, file: string | Buffer): Promise<AddedFile> {
    const entryPath = parseEntryPath(path);
    throwIfCancelled(this.#options.signal);
    const source = SourceFile.open(file);
    if (typeof source === 'string') return { entry: null, changed: null, missing: source };
    try {
      const whole = new PaddedSource(source);
      const entry = await this.#add(entryPath, whole);
      return { entry, changed: whole.fault ?? source.change(), missing: null };
    } finally {
      source.close();
    }
  }

  /**
   * Completes the archive.
   *
   * @param sync whether the archive must be on the disk when this returns
   * @throws BackupError also ARCHIVE_CORRUPT where `parts` say something else than was added
   */
  async finish(parts: ManifestParts, { sync = false } = {}): Promise<FinishedArchive> {
    const time = Date.parse(parts.createdAt);
    await this.#add(parseEntryPath(CHECKSUMS), await this.#checksums.source(time));
    const offset = this.#tar.position;
    const list = await this.#add(parseEntryPath(LIST), await this.#list.source(time));
    const manifest = this.#manifest(parts, list.sha256, offset);
    const text = Buffer.from(manifestText(manifest));
    // What the reader would refuse must not become a backup.
    parseManifestText(text);
    await this.#add(parseEntryPath(MANIFEST), bufferSource(text, time));
    await this.#tar.end();
    const uncompressedSize = this.#tar.position;
    const sha256 = await this.#output.close(sync);
    await this.#closeSpools();
    return { size: this.#output.size, sha256, uncompressedSize, manifest };
  }

  /** Stops and removes what was written. */
  async abort(): Promise<void> {
    this.#ready = false;
    await this.#queue.settle();
    await this.#output.discard();
    await this.#closeSpools();
  }

  #manifest(parts: ManifestParts, listSha256: string, offset: number): Manifest {
    const { method, level } = this.#options.compression;
    const manifest = sealManifest({
      formatVersion: FORMAT_VERSION,
      ...parts,
      compression: { method, level: method === 'none' ? 0 : level },
      entries: {
        count: this.#facts.listed.entries,
        bytes: this.#facts.listed.bytes,
        sha256: listSha256,
        offset,
      },
    });
    const seconds = Math.floor(Date.parse(parts.createdAt) / 1000);
    checkManifest(manifest, this.#facts, {
      method,
      listSha256,
      listOffset: offset,
      listSeconds: seconds,
      manifestSeconds: seconds,
    });
    return manifest;
  }

  async #add(path: EntryPath, source: EntrySource): Promise<ListedEntry> {
    if (!this.#ready) throw new BackupError('INTERNAL', 'The archive cannot be continued.');
    this.#order.check(path);
    this.#ready = false;
    const { size } = source;
    const mtime = clampTime(source.mtime);
    await this.#tar.append(
      tarHeader({ path: path.bytes, size, seconds: Math.floor(mtime / 1000) }),
    );
    const sha256 = await this.#content(path, source);
    await this.#tar.pad(size);
    const entry: ListedEntry = { path, size, sha256, mtime };
    await this.#remember(entry);
    await this.#breathe();
    this.#ready = true;
    return entry;
  }

  /** @returns sha256 of what is in the archive */
  async #content(path: EntryPath, source: EntrySource): Promise<string> {
    const hash = createHash('sha256');
    let rest = source.size;
    while (rest > 0) {
      throwIfCancelled(this.#options.signal);
      const target = this.#tar.room().subarray(0, rest);
      const length = await source.read(target);
      if (length === 0) {
        throw new BackupError('INTERNAL', `${showPath(path.bytes)} ended before its size.`);
      }
      hash.update(target.subarray(0, length));
      await this.#tar.advance(length);
      rest -= length;
      this.#options.onProgress?.(length);
    }
    return hash.digest('hex');
  }

  async #remember(entry: ListedEntry): Promise<void> {
    const { path, sha256 } = entry;
    if (path.group === 'list' || path.group === 'manifest') return;
    this.#facts.add(entry);
    if (path.group !== 'checksums') {
      await this.#checksums.append(sha256sumsLine(sha256, path.bytes));
    }
    await this.#list.append(Buffer.from(entryLine(entry)));
  }

  async #closeSpools(): Promise<void> {
    await Promise.all([this.#checksums.close(), this.#list.close()]);
  }
}

function encoder({ method, level }: ArchiveWriterOptions['compression']): EncodeBlock {
  return method === 'gzip'
    ? (block) => encodeMember(block, level)
    : (block) => Promise.resolve(block);
}
