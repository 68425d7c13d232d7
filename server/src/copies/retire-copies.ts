import type { Backup } from '../contracts/backups';
import { removeBackup } from '../backup/delete-backup';
import type { Job } from '../jobs/job';
import type { Site } from '../site';
import { copiesToKeep } from './copies-to-keep';
import { hasCopy, isOnlyCopied, withCopy } from './copy-state';
import { deleteCopy } from './delete-copy';
import { openSecondFolder } from './second-folder';

/**
 * Deletes copies that the second folder's own policy does not keep. The caller holds the lease through `job`.
 *
 * @returns backups that are gone altogether, since the copy was all that was left of them
 */
export async function retireCopies(site: Site, job: Job): Promise<Backup[]> {
  const second = await openSecondFolder(site);
  if (second === null || site.settings.secondRetention === null) return [];
  const kept = new Set((await copiesToKeep(site)).map(({ id }) => id));
  const all = await site.backups.find({ sql: `status = 'completed'`, params: [] });
  const gone: Backup[] = [];
  for (const backup of all.filter((each) => hasCopy(each) && !each.pinned && !kept.has(each.id))) {
    job.signal.throwIfAborted();
    if (isOnlyCopied(backup)) {
      await removeBackup(site, backup);
      gone.push(backup);
      continue;
    }
    await deleteCopy(site, backup);
    await site.backups.updateHolding(job.lease, backup.id, { copies: withCopy(backup, null) });
    job.note('info', `The copy was deleted by retention: ${backup.name}`);
  }
  return gone;
}
