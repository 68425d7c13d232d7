import { setTimeout as wait } from 'node:timers/promises';
import { scheduleAnswerSchema } from '../../server/src/contracts/schedules';
import { SCHEDULES_TABLE } from '../../server/src/database/own-tables';
import { createScene, type Scene } from '../crash/scene';
import { workerOf } from '../crash/worker-of';
import { makePauseFolder, pauseEnv, pauseJobs, type PausedJobs } from '../support/pause-jobs';
import type { RunningServer } from '../support/server';

const MINUTES = 20;
const KILLED_IN = 7;
const FROZEN_IN = 13;
const WOKEN_IN = 16;
const DEADLINE_MS = 60_000;
const LOOK_AGAIN_MS = 50;
const TEN_MINUTES = 10 * 60_000;

/**
 * Three Strapis on one database, all of which look every second. Twenty times a schedule becomes due; one of them is
 * killed, another one frozen, while they make its backup.
 */
describe('a schedule that three instances look after', () => {
  let scene: Scene;
  let pause: PausedJobs;
  let servers: RunningServer[];

  beforeAll(async () => {
    scene = await createScene('schedules');
    const folder = await makePauseFolder();
    pause = await pauseJobs('backup.verify', folder);
    const start = () =>
      scene.start({
        env: pauseEnv(folder),
        config: { tickSeconds: 1, retryAfterMinutes: 0.01 },
      });
    servers = [await start(), await start(), await start()];
  }, TEN_MINUTES);

  /** The one whose worker makes the backup. */
  async function working(): Promise<RunningServer> {
    for (const server of servers) {
      if ((await workerOf(server.pid)) !== null) return server;
    }
    throw new Error('Nobody makes a backup.');
  }

  async function until(what: string, is: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + DEADLINE_MS;
    while (!(await is())) {
      if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}.`);
      await wait(LOOK_AGAIN_MS);
    }
  }

  test(
    'makes one backup of each time that it is due',
    async () => {
      // The last one is neither killed nor frozen, unless it is the one that works then.
      let [observer] = servers.slice(-1) as [RunningServer];
      const created = await scene.admin(observer).request('POST', '/backup/schedules', {
        body: {
          name: 'Minutely',
          type: 'database',
          frequency: 'cron',
          cron: '0 0 1 1 *',
          zone: 'UTC',
        },
      });
      const { id } = scheduleAnswerSchema.parse(created.body).data;
      const completed = async (): Promise<number> =>
        (await scene.client(observer).list()).filter(
          ({ schedule, status }) => schedule === id && status === 'completed',
        ).length;
      const frozen: RunningServer[] = [];

      for (let minute = 1; minute <= MINUTES; minute += 1) {
        const disturbed = minute === KILLED_IN || minute === FROZEN_IN;
        if (disturbed) await pause.hold();
        await scene.site.database.run(
          `UPDATE ${SCHEDULES_TABLE} SET next_run_at = ? WHERE document_id = ?`,
          new Date(Date.now() - minute * 60_000),
          id,
        );
        if (disturbed) {
          await pause.reached();
          const victim = await working();
          servers = servers.filter((server) => server !== victim);
          observer = servers.at(-1)!;
          if (minute === KILLED_IN) await victim.kill();
          else {
            victim.child.kill('SIGSTOP');
            frozen.push(victim);
          }
          await pause.release();
        }
        if (minute === WOKEN_IN) for (const server of frozen) server.child.kill('SIGCONT');
        await until(
          `the backup of minute ${String(minute)} is made`,
          async () => (await completed()) >= minute,
        );
        expect(await completed()).toBe(minute);
      }
      await scene.client(observer).idle();
      expect(await completed()).toBe(MINUTES);
      const all = (await scene.client(observer).list()).filter(({ schedule }) => schedule === id);
      // What was interrupted says so, and was made again.
      for (const backup of all.filter(({ status }) => status !== 'completed')) {
        expect(backup).toMatchObject({ status: 'failed', error: { code: 'INTERRUPTED' } });
      }
      expect(all.length).toBeLessThanOrEqual(MINUTES + 2);
    },
    TEN_MINUTES,
  );
});
