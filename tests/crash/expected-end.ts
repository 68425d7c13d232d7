import type { Backup } from '../../server/src/contracts/backups';
import type { PausePoint } from '../../server/src/pause-points';
import { DATABASE_KIND } from '../support/database-kind';
import type { CrashCase } from './crash-cases';
import { PASSED_POINTS } from './passed-points';

/** The first place after the commit point: behind COMMIT, or behind RENAME TABLE. */
const COMMITTED: PausePoint =
  DATABASE_KIND === 'sqlite' ? 'restore.swap.committed' : 'restore.swap.replaced';

/**
 * Which data the site has in the end: the commit point alone decides.
 *
 * When Strapi alone is killed just before it, the worker goes on. On SQLite it is inside of a transaction,
 * commits it and then ends. On a server (`either`) it may notice first that it has lost its Strapi. And for media
 * alone the worker has done its part by then: Strapi may be through before it notices that it has none any more.
 */
function expectedEnd({ point, kill, components }: CrashCase): 'old' | 'new' | 'either' {
  if (isAt(point, COMMITTED)) return 'new';
  const isWithoutSwap = !components.includes('database');
  if (isWithoutSwap && point === 'restore.prepare-swap' && kill === 'worker') return 'either';
  if (!isAt(point, 'restore.swap.locked') || kill !== 'strapi') return 'old';
  return DATABASE_KIND === 'sqlite' ? 'new' : 'either';
}

/** @param written whether the record says that the job has done it: it decides where chance does */
export function endOf(crash: CrashCase, written: boolean): 'old' | 'new' {
  const end = expectedEnd(crash);
  if (end !== 'either') return end;
  return written ? 'new' : 'old';
}

/**
 * How a backup ends. The sidecar is its commit point, but while Strapi lives it removes the archive
 * of a backup that could not be verified. `either`: a worker that has lost its Strapi may or may not
 * notice it before the sidecar is written.
 */
export function expectedBackup({ point, kill }: CrashCase): Backup['status'] | 'either' {
  if (point === 'backup.record') return 'completed';
  if (kill === 'worker') return 'failed';
  if (isAt(point, 'backup.publish.sidecar')) return 'completed';
  return kill === 'strapi' && isAt(point, 'backup.archive.database') ? 'either' : 'failed';
}

/** Whether a job has come to a place when it stands at `point`. */
function isAt(point: PausePoint, place: PausePoint): boolean {
  const names = PASSED_POINTS.map(({ name }) => name);
  return names.indexOf(point) >= names.indexOf(place);
}
