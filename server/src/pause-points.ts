import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Named places where the crash tests stop a process and kill it. Without the environment variable
 * `BACKUP_PAUSE_DIR` (never set in production) each is one comparison.
 *
 * A process that comes to a place of which `<BACKUP_PAUSE_DIR>/<name>.hold` exists writes `<name>` with its pid
 * beside it, and waits until the first one is gone. The wait is synchronous: it must hold inside a transaction.
 */
const folder = process.env.BACKUP_PAUSE_DIR ?? null;

export function pausePoint(name: PausePoint): void {
  if (folder === null) return;
  const reached = path.join(folder, name);
  const hold = `${reached}.hold`;
  if (!existsSync(hold)) return;
  writeFileSync(reached, String(process.pid));
  const cell = new Int32Array(new SharedArrayBuffer(4));
  while (existsSync(hold)) Atomics.wait(cell, 0, 0, 20);
}

/**
 * Every place, in the order in which a job passes them; the crash matrix walks this list.
 * `side` says which process stops there, and `on` which engines come by when not every one does.
 */
export const PAUSE_POINTS = [
  { job: 'backup', name: 'backup.plan', side: 'parent' },
  { job: 'backup', name: 'backup.snapshot.begun', side: 'worker' },
  { job: 'backup', name: 'backup.snapshot', side: 'worker' },
  { job: 'backup', name: 'backup.archive.database', side: 'worker' },
  { job: 'backup', name: 'backup.archive.media', side: 'worker' },
  { job: 'backup', name: 'backup.archive.sealed', side: 'worker' },
  { job: 'backup', name: 'backup.publish.synced', side: 'worker' },
  { job: 'backup', name: 'backup.publish.renamed', side: 'worker' },
  { job: 'backup', name: 'backup.publish.sidecar', side: 'worker' },
  { job: 'backup', name: 'backup.publish', side: 'parent' },
  { job: 'backup', name: 'backup.verify', side: 'worker' },
  { job: 'backup', name: 'backup.record', side: 'parent' },
  { job: 'restore', name: 'restore.plan', side: 'parent' },
  { job: 'restore', name: 'restore.prepared', side: 'parent' },
  { job: 'restore', name: 'restore.gate', side: 'parent' },
  { job: 'restore', name: 'restore.safety', side: 'parent' },
  { job: 'restore', name: 'restore.stage-database.loaded', side: 'worker' },
  { job: 'preserve', name: 'restore.merged', side: 'worker' },
  { job: 'restore', name: 'restore.stage-database', side: 'worker' },
  { job: 'restore', name: 'restore.stage-media.half', side: 'worker' },
  { job: 'restore', name: 'restore.stage-media', side: 'worker' },
  { job: 'restore', name: 'restore.prepare-swap', side: 'parent' },
  { job: 'restore', name: 'restore.swap.locked', side: 'worker' },
  { job: 'restore', name: 'restore.swap.undo-written', side: 'worker', on: ['sqlite'] },
  { job: 'restore', name: 'restore.swap.half', side: 'worker', on: ['sqlite'] },
  { job: 'restore', name: 'restore.swap.replaced', side: 'worker' },
  { job: 'restore', name: 'restore.swap.committed', side: 'worker' },
  { job: 'restore', name: 'restore.swap', side: 'parent' },
  { job: 'restore', name: 'restore.roll-forward.old-half-out', side: 'worker' },
  { job: 'restore', name: 'restore.roll-forward.old-out', side: 'worker' },
  { job: 'restore', name: 'restore.roll-forward.new-half-in', side: 'worker' },
  { job: 'restore', name: 'restore.roll-forward.new-in', side: 'worker' },
  { job: 'restore', name: 'restore.roll-forward', side: 'parent' },
  { job: 'restore', name: 'restore.check', side: 'parent' },
  { job: 'restore', name: 'restore.finished', side: 'parent' },
  { job: 'upload', name: 'upload.verified', side: 'parent' },
  { job: 'upload', name: 'upload.listed', side: 'parent' },
  { job: 'upload', name: 'upload.publish.sidecar', side: 'worker' },
  { job: 'upload', name: 'upload.publish.renamed', side: 'worker' },
  { job: 'upload', name: 'upload.published', side: 'parent' },
  { job: 'upload', name: 'upload.completed', side: 'parent' },
  { job: 'delete', name: 'delete.tombstone', side: 'parent' },
  { job: 'delete', name: 'delete.sidecar', side: 'parent' },
  { job: 'delete', name: 'delete.archive', side: 'parent' },
  { job: 'confirm', name: 'confirm.recorded', side: 'parent' },
  { job: 'confirm', name: 'confirm.discarded', side: 'parent' },
  { job: 'rescan', name: 'rescan.adopted', side: 'parent' },
] as const satisfies readonly {
  job: 'backup' | 'restore' | 'preserve' | 'upload' | 'delete' | 'confirm' | 'rescan';
  name: string;
  side: 'parent' | 'worker';
  on?: readonly ('sqlite' | 'mysql')[];
}[];

export type PausePoint = (typeof PAUSE_POINTS)[number]['name'];
