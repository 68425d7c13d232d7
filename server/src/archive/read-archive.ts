import { BackupError } from '../errors';
import { ArchiveFile } from './archive-file';
import { ArchiveReading, type OnEntry } from './archive-reading';
import { checkManifest } from './check-manifest';
import type { Manifest } from './manifest';
import { readBlocks } from './read-blocks';
import { TarCursor } from './tar-cursor';
import { throwIfCancelled } from './throw-if-cancelled';

interface Expected {
  readonly size: number;
  readonly sha256: string;
  /** The manifest's own hash, where a plan was made with the sidecar's manifest. */
  readonly manifestSha256?: string | undefined;
}

export interface ReadArchiveOptions {
  readonly file: string;
  /** From the record or the sidecar; an archive without them proves itself. */
  readonly expected?: Expected | undefined;
  /** Bytes that the archive may unpack to, headers and padding included. */
  readonly quota: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with bytes of the archive: read so far, and all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /**
   * Called for every entry that is listed (all but entries.jsonl and manifest.json), in order. The
   * content may be taken or ignored. Nothing of it is to be trusted until the whole is read.
   */
  readonly onEntry?: OnEntry | undefined;
}

export interface ReadArchive {
  readonly manifest: Manifest;
  /** Number of listed entries. */
  readonly entries: number;
  /** Bytes of the tar stream. */
  readonly uncompressedSize: number;
  /** Bytes and sha256 of the archive itself. */
  readonly size: number;
  readonly sha256: string;
}

/**
 * Reads a whole archive and trusts nothing in it: `docs/format.md`, "Reading", says what is
 * accepted. When it returns, every entry is what the manifest says.
 *
 * @throws BackupError ARCHIVE_MISSING, ARCHIVE_TRUNCATED, ARCHIVE_CORRUPT, ARCHIVE_UNSAFE,
 *   ARCHIVE_VERSION, ARCHIVE_TOO_LARGE, COMPRESSION_UNAVAILABLE, STORAGE_UNREACHABLE, CANCELLED, and
 *   whatever `onEntry` throws
 */
export async function readArchive(options: ReadArchiveOptions): Promise<ReadArchive> {
  throwIfCancelled(options.signal);
  const file = new ArchiveFile(options.file);
  try {
    checkSize(file, options.expected?.size);
    const { method, stream } = await readBlocks(file);
    const reading = new ArchiveReading(new TarCursor(stream), {
      quota: options.quota,
      onEntry: options.onEntry,
      onPiece: () => {
        throwIfCancelled(options.signal);
        options.onProgress?.(file.position, file.size);
      },
    });
    const { manifest, ...tail } = await reading.run();
    checkManifest(manifest, reading.facts, { ...tail, method });
    const sha256 = checkWhole(file, manifest, options.expected);
    return {
      manifest,
      entries: reading.facts.listed.entries,
      uncompressedSize: reading.position,
      size: file.size,
      sha256,
    };
  } finally {
    await file.close();
  }
}

function checkSize(file: ArchiveFile, expected: number | undefined): void {
  if (expected === undefined || file.size === expected) return;
  if (file.size < expected) {
    throw new BackupError(
      'ARCHIVE_TRUNCATED',
      `The archive has ${file.size} bytes and should have ${expected}: a part of it is missing.`,
    );
  }
  throw new BackupError(
    'ARCHIVE_CORRUPT',
    `The archive has ${file.size} bytes and should have ${expected}: something was added to it.`,
  );
}

/** @returns sha256 of the archive */
function checkWhole(file: ArchiveFile, manifest: Manifest, expected: Expected | undefined): string {
  if (file.position !== file.size) {
    throw new BackupError('ARCHIVE_CORRUPT', 'The archive was changed while it was read.');
  }
  const sha256 = file.digest();
  if (expected !== undefined && expected.sha256 !== sha256) {
    throw new BackupError(
      'ARCHIVE_CORRUPT',
      'The archive is not the one that was written: its checksum differs from the recorded one.',
    );
  }
  const recorded = expected?.manifestSha256 ?? manifest.sha256;
  if (recorded !== manifest.sha256) {
    throw new BackupError(
      'ARCHIVE_CORRUPT',
      'The sidecar describes another archive than this one.',
    );
  }
  return sha256;
}
