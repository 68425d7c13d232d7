import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { PausePoint } from '../../server/src/pause-points';

const LOOK_AGAIN_MS = 20;
const DEADLINE_MS = 120_000;

/** One place where the jobs of a server can be stopped for as long as a test likes. */
export interface PausedJobs {
  /** For `startServer`. */
  env: Record<string, string>;
  /** From now on jobs stop at the place. */
  hold: () => Promise<void>;
  /** Waits until a job has come to the place. */
  reached: () => Promise<void>;
  /** Lets the job go on, and all others pass. */
  release: () => Promise<void>;
}

/**
 * @param place on the worker's side: a place in the server itself would stop its answers too
 * @param folder of the server, where it has one already
 */
export async function pauseJobs(place: PausePoint, folder?: string): Promise<PausedJobs> {
  const own = folder ?? (await makePauseFolder());
  const mark = path.join(own, place);
  return {
    env: pauseEnv(own),
    hold: async () => {
      await rm(mark, { force: true });
      await writeFile(`${mark}.hold`, '');
    },
    reached: async () => {
      const deadline = Date.now() + DEADLINE_MS;
      while (!existsSync(mark)) {
        if (Date.now() > deadline) throw new Error(`No job has come to ${place}.`);
        await wait(LOOK_AGAIN_MS);
      }
    },
    release: () => rm(`${mark}.hold`, { force: true }),
  };
}

/** Where tests and the processes of one server leave their marks; for a server with many places. */
export function makePauseFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'backup-pause-'));
}

/** For `startServer`. */
export function pauseEnv(folder: string): Record<string, string> {
  return { BACKUP_PAUSE_DIR: folder };
}
