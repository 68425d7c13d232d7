import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { BackupError } from '../errors';
import type { ListedEntry } from './archive-entry';
import { showPath } from './show-path';

/** Entries of which a difference can be named: four bytes each. */
const NAMED_MAX = 1_000_000;

/**
 * Compares the entries of an archive with the list that comes after them, without keeping them: one
 * hash over all decides, a small checksum of each tells where the first difference is.
 */
export class EntryWitness {
  readonly #seenHash = createHash('sha256');
  readonly #listedHash = createHash('sha256');
  #fingerprints = new Uint32Array(1024);
  #seen = 0;
  #listed = 0;

  /** An entry as it came; its time in whole seconds, as tar headers have it. */
  saw(entry: ListedEntry): void {
    const record = recordOf(entry);
    this.#seenHash.update(record);
    if (this.#seen < NAMED_MAX) this.#keep(this.#seen, crc32(record));
    this.#seen += 1;
  }

  /**
   * A line of the list.
   *
   * @throws BackupError ARCHIVE_CORRUPT, naming the entry
   */
  listed(entry: ListedEntry): void {
    const record = recordOf(entry);
    const at = this.#listed;
    const differs = at < NAMED_MAX && this.#fingerprints[at] !== crc32(record);
    if (at >= this.#seen || differs) throw different(showPath(entry.path.bytes));
    this.#listedHash.update(record);
    this.#listed += 1;
  }

  /** @throws BackupError ARCHIVE_CORRUPT */
  finish(): void {
    const same = this.#seenHash.digest().equals(this.#listedHash.digest());
    if (!same || this.#seen !== this.#listed) throw different('its end');
  }

  #keep(at: number, fingerprint: number): void {
    if (at === this.#fingerprints.length) {
      const larger = new Uint32Array(at * 2);
      larger.set(this.#fingerprints);
      this.#fingerprints = larger;
    }
    this.#fingerprints[at] = fingerprint;
  }
}

function recordOf({ path, size, sha256, mtime }: ListedEntry): Buffer {
  const facts = `${sha256} ${size} ${Math.floor(mtime / 1000)} ${path.bytes.length} `;
  return Buffer.concat([Buffer.from(facts), path.bytes]);
}

function different(where: string): BackupError {
  return new BackupError(
    'ARCHIVE_CORRUPT',
    `The archive does not hold what its list, entries.jsonl, says: the first difference is at ${where}. An entry was changed, removed or added.`,
  );
}
