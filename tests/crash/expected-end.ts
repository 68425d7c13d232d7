import type { Backup } from '../../server/src/contracts/backups';
import { PAUSE_POINTS, type PausePoint } from '../../server/src/pause-points';
import type { CrashCase } from './crash-cases';

/**
 * Which data the site has in the end: the commit point alone decides. When Strapi alone is killed
 * while the worker is inside the swap's transaction, the worker commits it and then ends.
 */
export function expectedEnd({ point, kill }: CrashCase): 'old' | 'new' {
  if (isAt(point, 'restore.swap.committed')) return 'new';
  const inSwap = isAt(point, 'restore.swap.locked');
  return inSwap && kill === 'strapi' ? 'new' : 'old';
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
  const names = PAUSE_POINTS.map(({ name }) => name);
  return names.indexOf(point) >= names.indexOf(place);
}
