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
      await site.backups.delete(record.id);
      removeLog(logs, record.id);
    }
    liftTombstone(root, fileName);
  }
}
