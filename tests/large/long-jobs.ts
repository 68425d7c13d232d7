import { setTimeout as wait } from 'node:timers/promises';
import type { Backup } from '../../server/src/contracts/backups';
import { currentJobAnswerSchema, type CurrentJob } from '../../server/src/contracts/jobs';
import { tell } from '../crash/tell';
import type { AdminClient } from '../support/admin-client';
import { backupClient, type RestoreStatus, type StartedRestore } from '../support/backup-client';

const LOOK_AGAIN_MS = 250;
const TELL_EVERY_MS = 30_000;
const DEADLINE_MS = 40 * 60_000;

/** How long each step of a job took, in milliseconds, as far as it was seen. */
export type StepTimes = Record<string, number>;

export interface LongJobs {
  /** A full backup; completed and verified, or it throws. */
  backUp: () => Promise<{ backup: Backup; steps: StepTimes }>;
  verify: (id: string) => Promise<{ backup: Backup; steps: StepTimes }>;
  restore: (backupId: string) => Promise<LongRestore>;
  undo: (restoreId: string) => Promise<LongRestore>;
}

export interface LongRestore {
  id: string;
  status: RestoreStatus;
  steps: StepTimes;
}

/** Jobs that take minutes, waited for with patience, and with a sign of life now and then. */
export function longJobs(admin: AdminClient): LongJobs {
  const client = backupClient(admin);

  const followRestore = async (begun: StartedRestore): Promise<LongRestore> => {
    const steps = await follow(async () => {
      const { status, gate, progress } = await client.status(begun.statusToken);
      return status === 'running' || gate !== 'open' ? (progress ?? SETTLING) : null;
    });
    await follow(() => currentJob(admin));
    return { id: begun.id, status: await client.status(begun.statusToken), steps };
  };

  return {
    backUp: async () => {
      const { id } = await client.create();
      const steps = await follow(() => currentJob(admin));
      const backup = await client.get(id);
      if (backup.verification !== 'verified') {
        const log = await admin.request('GET', `/backup/backups/${id}/log`);
        throw new Error(`${JSON.stringify(backup)}\n${JSON.stringify(log.body)}`);
      }
      return { backup, steps };
    },
    verify: async (id) => {
      const { status } = await admin.request('POST', `/backup/backups/${id}/verify`);
      if (status !== 202) throw new Error(`Answer ${status}`);
      const steps = await follow(() => currentJob(admin));
      return { backup: await client.get(id), steps };
    },
    restore: async (backupId) => followRestore(await client.restore({ backupId })),
    undo: async (restoreId) => followRestore(await client.undo(restoreId)),
  };
}

type Stage = Pick<NonNullable<CurrentJob['progress']>, 'step' | 'percent'>;

/** Between two things that can be seen. */
const SETTLING: Stage = { step: 'settling', percent: 0 };

async function currentJob(admin: AdminClient): Promise<Stage | null> {
  const { body } = await admin.request('GET', '/backup/jobs/current');
  const { data } = currentJobAnswerSchema.parse(body);
  return data === null ? null : (data.progress ?? SETTLING);
}

async function follow(ask: () => Promise<Stage | null>): Promise<StepTimes> {
  const steps: StepTimes = {};
  const begun = performance.now();
  let told = begun;
  let last = begun;
  for (;;) {
    const stage = await ask();
    const now = performance.now();
    if (stage === null) return steps;
    steps[stage.step] = (steps[stage.step] ?? 0) + now - last;
    last = now;
    if (now - told > TELL_EVERY_MS) {
      told = now;
      tell(`${Math.round((now - begun) / 1000)} s: ${stage.step}, ${stage.percent} %`);
    }
    if (now - begun > DEADLINE_MS) throw new Error(`Still in ${stage.step}.`);
    await wait(LOOK_AGAIN_MS);
  }
}
