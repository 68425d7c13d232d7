import type { Backup } from '../contracts/backups';
import { deleteCopy } from '../copies/delete-copy';
import { isOnlyCopied } from '../copies/copy-state';
import { removeLog } from '../jobs/job-log';
import type { Site } from '../site';
import { entombed, liftTombstone, removeEntombed } from '../storage/delete-archive';

/** A deletion that had begun is finished: archive first, then the record, then the tombstone. */
export async function finishDeletions(site: Site): Promise<void> {
  const { root, logs } = site.folder();
  for (const fileName of entombed(root)) {
    await removeEntombed(root, fileName);
    const records = await site.backups.find({ sql: 'file_name = ?', params: [fileName] });
    for (const record of records) {
      // Retention took the archive, and left the copy.
      if (isOnlyCopied(record)) continue;
      await deleteCopyIfThere(site, record);
      await site.backups.delete(record.id);
      removeLog(logs, record.id);
    }
    liftTombstone(root, fileName);
  }
}

/** A disk that is away must not keep the site from coming to rest. */
async function deleteCopyIfThere(site: Site, record: Backup): Promise<void> {
  try {
    await deleteCopy(site, record);
  } catch (error) {
    site.warn(`The copy of a deleted backup stays in the second folder: ${record.name}`, error);
  }
}
