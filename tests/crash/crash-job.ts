import type { BackupClient } from '../support/backup-client';
import type { RunningServer } from '../support/server';
import type { CrashCase } from './crash-cases';
import { endProcess } from './end-process';
import type { Scene } from './scene';
import { untilGone } from './until-gone';
import { untilSettled } from './until-settled';
import { workerOf } from './worker-of';

interface Act<Before> {
  /** Brings the site into the state in which the job is to begin; jobs do not stop meanwhile. */
  readonly prepare: (client: BackupClient) => Promise<Before>;
  /** Starts the job. */
  readonly begin: (client: BackupClient, before: Before) => Promise<unknown>;
  /** The site is at rest again; with `strapi-first` called twice. */
  readonly check: (client: BackupClient, before: Before) => Promise<void>;
}

/**
 * Starts a job, waits until it stands at the place of the case, kills who is to be killed, lets the
 * others go on, starts Strapi again where it was killed, and has the site checked when it is at rest.
 *
 * @returns the Strapi that runs in the end, and what `prepare` has remembered
 */
export async function crashJob<Before>(
  scene: Scene,
  { point, kill }: CrashCase,
  act: Act<Before>,
): Promise<{ server: RunningServer; before: Before }> {
  const first = await scene.running();
  const pause = await scene.pause(first, point);
  const before = await act.prepare(scene.client(first));

  await pause.hold();
  // A Strapi that stands still, or is killed, does not answer.
  const begun = act.begin(scene.client(first), before).catch(() => undefined);
  await pause.reached();
  const worker = await workerOf(first.pid);

  if (kill === 'worker') {
    if (worker === null) throw new Error(`No worker at ${point}.`);
    const gone = endProcess(worker);
    await pause.release();
    await Promise.all([gone, begun]);
    await untilSettled(scene.site);
    await act.check(scene.client(first), before);
    return { server: first, before };
  }

  await first.kill();
  if (kill === 'both' && worker !== null) await endProcess(worker);
  if (kill !== 'strapi-first') await pause.release();
  await begun;
  const second = await scene.start();
  await untilSettled(scene.site);
  if (kill === 'strapi-first') {
    await act.check(scene.client(second), before);
    await pause.release();
  }
  if (worker !== null) await untilGone(worker);
  await act.check(scene.client(second), before);
  return { server: second, before };
}
