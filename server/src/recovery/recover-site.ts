import type { Lease } from '../lease/lease';
import { BackupError } from '../errors';
import { withCommittedSwap } from '../restore/committed-swap';
import { readActiveJournal } from '../restore/journal';
import { rollBack } from '../restore/roll-back';
import { rollForward } from '../restore/roll-forward';
import { failRestore } from '../restore/settle-restore';
import type { Site } from '../site';
import { finishDeletions } from './finish-deletions';
import { recoverBackup } from './recover-backup';
import { removeLeftovers } from './remove-leftovers';

const UNFINISHED = { sql: `status IN ('running', 'pending')`, params: [] };
/** An undo leaves the status of its restore as it is. */
const UNFINISHED_RESTORES = { sql: `${UNFINISHED.sql} OR step IS NOT NULL`, params: [] };

/**
 * Brings a site to rest after a process was killed: restores back or forward by the journal, backups
 * completed or failed, deletions finished, leftovers removed. The caller holds the lease, so nobody
 * else works on any of it. Safe to repeat.
 */
export async function recoverSite(site: Site, lease: Lease): Promise<void> {
  // On the very first start Strapi has not made the tables yet, and there is nothing to recover.
  if (!(await site.backups.exists()) || !(await site.restores.exists())) return;
  await recoverRestore(site, lease);
  for (const backup of await site.backups.find(UNFINISHED))
    await recoverBackup(site, lease, backup);
  await finishDeletions(site);
  await removeLeftovers(site);
}

async function recoverRestore(site: Site, lease: Lease): Promise<void> {
  const interrupted = new BackupError(
    'INTERRUPTED',
    'The server stopped while the restore was running. Nothing was changed: the site is as it was.',
  );
  const written = await readActiveJournal(site.connection);
  const journal = written === null ? null : await withCommittedSwap(site, lease, written);
  if (journal?.state === 'swapped') await rollForward(site, lease, journal.id, null);
  if (journal?.state === 'prepared') {
    await rollBack(site, lease, journal);
    const record = await site.restores.get(journal.restoreId);
    if (record !== null) await failRestore(site, lease, record, interrupted);
  }
  for (const record of await site.restores.find(UNFINISHED_RESTORES)) {
    await failRestore(site, lease, record, interrupted);
  }
}
