import { existsSync, lstatSync, renameSync, writeFileSync } from 'node:fs';
import { setImmediate as nextTick } from 'node:timers/promises';
import { pausePoint } from '../pause-points';
import { syncFile, syncFolder } from '../durable';
import type { ReportProgress } from '../progress';
import { readFolder } from './read-folder';
import type { MediaStaging } from './staging-folder';

/** Entries between two looks at the event loop: a worker must notice that its parent is gone. */
const BATCH = 200;
const DOT = 0x2e;

interface MoveOptions {
  readonly uploads: string;
  readonly staging: MediaStaging;
  /** Undo: the folder with the kept files, which becomes `new` as a whole; else null. */
  readonly source: string | null;
  readonly report: ReportProgress;
}

/**
 * Old media out, new media in, by `rename` alone. Can be interrupted anywhere and started again:
 * what is where tells what is left to do.
 */
export async function moveMedia(options: MoveOptions): Promise<void> {
  const { staging } = options;
  if (!existsSync(staging.oldIsOut)) {
    await moveOldOut(options);
    writeFileSync(staging.oldIsOut, '', { mode: 0o600 });
    syncFile(staging.oldIsOut);
    syncFolder(staging.root);
  }
  pausePoint('restore.roll-forward.old-out');
  if (options.source !== null && existsSync(options.source)) {
    // The kept files become the new ones in one rename; an empty `new` may be replaced.
    renameSync(options.source, staging.fresh);
    syncFolder(staging.root);
  }
  await moveNewIn(options);
  pausePoint('restore.roll-forward.new-in');
}

async function moveOldOut({ uploads, staging, report }: MoveOptions): Promise<void> {
  const entries = readFolder(Buffer.from(uploads));
  const half = Math.floor(entries.length / 2);
  let done = 0;
  for (const { name, kind } of entries) {
    if (done === half) pausePoint('restore.roll-forward.old-half-out');
    if (name[0] !== DOT && kind !== 'symbolic-link') {
      renameSync(join(uploads, name), join(staging.old, name));
    }
    done += 1;
    if (done % BATCH === 0) {
      report({ done, total: entries.length * 2 });
      await nextTick();
    }
  }
  syncFolder(uploads);
  syncFolder(staging.old);
}

async function moveNewIn({ uploads, staging, report }: MoveOptions): Promise<void> {
  const entries = readFolder(Buffer.from(staging.fresh));
  const half = Math.floor(entries.length / 2);
  let done = 0;
  for (const { name } of entries) {
    if (done === half) pausePoint('restore.roll-forward.new-half-in');
    const target = join(uploads, name);
    // Something appeared in between, or a link has the name: it is kept with the old ones.
    if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) {
      renameSync(target, join(staging.old, name));
    }
    renameSync(join(staging.fresh, name), target);
    done += 1;
    if (done % BATCH === 0) {
      report({ done: entries.length + done, total: entries.length * 2 });
      await nextTick();
    }
  }
  syncFolder(uploads);
  syncFolder(staging.fresh);
}

function join(folder: string, name: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`), name]);
}
