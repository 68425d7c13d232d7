import { openEngine } from '../database/open-engine';
import type { Lease } from '../lease/lease';
import type { Site } from '../site';
import { journalDetailSchema, updateJournal, type Journal } from './journal';

/**
 * The journal of an interrupted restore, true to the database: where the swap is not written down by
 * its own commit, it may have happened while the journal still says `prepared`. From this call on that
 * swap cannot happen any more.
 *
 * @param lease of whoever settles the restore
 */
export async function withCommittedSwap(
  site: Site,
  lease: Lease,
  journal: Journal,
): Promise<Journal> {
  if (journal.state !== 'prepared' || journal.detail.undoDatabase === null) return journal;
  const swap = await openEngine(site.database).swapHappened(journal.detail.token, lease);
  if (swap === null) return journal;
  const detail = journalDetailSchema.parse(JSON.parse(swap.detail));
  const change = { state: 'swapped', gate: 'closed', detail } as const;
  await updateJournal(site.connection, lease, journal.id, change);
  return { ...journal, ...change };
}
