import { SQLITE_DATABASE, type EntryGroup } from './entry-path';
import type { ListedEntry } from './archive-entry';

interface GroupFacts {
  entries: number;
  bytes: number;
}

/** What is really in an archive, counted while it is written or read. */
export class ArchiveFacts {
  readonly database: GroupFacts = { entries: 0, bytes: 0 };
  readonly media: GroupFacts = { entries: 0, bytes: 0 };
  readonly listed: GroupFacts = { entries: 0, bytes: 0 };
  isSqlite = false;

  add(entry: ListedEntry): void {
    count(this.listed, entry);
    const group = this.#groupFacts(entry.path.group);
    if (group !== null) count(group, entry);
    if (entry.path.text === SQLITE_DATABASE) this.isSqlite = true;
  }

  #groupFacts(group: EntryGroup): GroupFacts | null {
    if (group === 'database') return this.database;
    return group === 'media' ? this.media : null;
  }
}

function count(facts: GroupFacts, entry: ListedEntry): void {
  facts.entries += 1;
  facts.bytes += entry.size;
}
