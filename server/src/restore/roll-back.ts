import { openEngine } from '../database/open-engine';
import type { Lease } from '../lease/lease';
import { takeOverMediaStaging } from '../media/staging-folder';
import { removeData } from '../remove-data';
import type { Site } from '../site';
import { updateJournal, type Journal } from './journal';
import { sourcePlace } from './source-place';

/**
 * From `prepared` to `rolled-back`: the staging goes, the gate opens, the site is as it was. Safe to
 * repeat.
 *
 * The fence comes first: from then on a worker that was frozen in the middle cannot swap any more.
 */
export async function rollBack(site: Site, lease: Lease, journal: Journal): Promise<void> {
  await updateJournal(site.connection, lease, journal.id, {});
  const { stagingFolder, token, sourceToken, undoDatabase, mediaStem } = journal.detail;
  const engine = openEngine(site.database);
  if (sourceToken !== null) {
    await engine.discardStaging(sourcePlace(journal.detail, sourceToken));
  }
  await engine.discardStaging({ folder: stagingFolder, token });
  if (undoDatabase !== null) await engine.discardKept(undoDatabase);
  if (mediaStem !== null) {
    // By another name first: a worker that was frozen cannot put anything into it any more.
    const media = takeOverMediaStaging(site.media.uploads, mediaStem, lease.fence);
    if (media !== null) await removeData(media.root);
  }
  await updateJournal(site.connection, lease, journal.id, { state: 'rolled-back', gate: 'open' });
  site.gate.set('open');
}
