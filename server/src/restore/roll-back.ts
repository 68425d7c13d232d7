import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openEngine } from '../database/open-engine';
import type { Lease } from '../lease/lease';
import type { Site } from '../site';
import { updateJournal, type Journal } from './journal';

/**
 * From `prepared` to `rolled-back`: the staging goes, the gate opens, the site is as it was. Safe to
 * repeat.
 *
 * The fence comes first: from then on a worker that was frozen in the middle cannot swap any more.
 */
export async function rollBack(site: Site, lease: Lease, journal: Journal): Promise<void> {
  await updateJournal(site.connection, lease, journal.id, {});
  const { stagingFolder, token, undoDatabase, mediaStem } = journal.detail;
  const engine = openEngine(site.database);
  await engine.discardStaging({ folder: stagingFolder, token });
  if (undoDatabase !== null) await engine.discardKept(undoDatabase);
  if (mediaStem !== null) {
    for (const name of readdirSync(site.media.uploads)) {
      if (name.startsWith(`${mediaStem}-`)) {
        rmSync(path.join(site.media.uploads, name), { recursive: true, force: true });
      }
    }
  }
  await updateJournal(site.connection, lease, journal.id, { state: 'rolled-back', gate: 'open' });
  site.gate.set('open');
}
