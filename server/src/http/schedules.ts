import {
  previewScheduleSchema,
  scheduleInputSchema,
  updateScheduleSchema,
  type Schedule,
  type ScheduleInput,
} from '../contracts/schedules';
import { cleanupSchema } from '../contracts/cleanup';
import { requireCompression } from '../backup/new-backup';
import { startBackup } from '../backup/start-backup';
import { keepMirror } from '../mirror/keep-mirror';
import { randomId } from '../random-id';
import { cleanUp, cleanupResult, planSiteCleanup } from '../retention/clean-up';
import { previewRetention } from '../retention/preview-retention';
import { describeRetention } from '../retention/describe-retention';
import { checkCron } from '../schedule/check-cron';
import { dueRule } from '../schedule/due-rule';
import { dueTimes } from '../schedule/due-times';
import { nextRunOf, timingOf } from '../schedule/next-run';
import { scheduledBackup } from '../schedule/run-due-schedules';
import { actorOf } from './actor-of';
import { audit } from './audit';
import type { Handler } from './call';
import { findSchedule } from './find-record';
import { parse } from './parse';
import { parseBody } from './parse-body';

const PREVIEWED = 5;

export const schedules = {
  async list({ site }) {
    return {
      data: await site.schedules.find({ sql: '1 = 1', params: [] }, 'created_at ASC'),
      meta: {},
    };
  },

  async create(call) {
    const { ctx, site } = call;
    const input = parseBody(ctx, scheduleInputSchema);
    check(input);
    const schedule: Schedule = {
      ...input,
      id: randomId(),
      lastRunAt: null,
      lastStatus: null,
      nextRunAt: nextRunOf(input, Date.now()),
      createdAt: new Date().toISOString(),
    };
    await site.schedules.insert(schedule);
    await keepMirror(site);
    await audit(call, 'schedule.create', schedule.id, { name: schedule.name });
    ctx.status = 201;
    return { data: schedule, meta: {} };
  },

  async update(call) {
    const { ctx, site } = call;
    const before = await findSchedule(site, ctx.params.id);
    const change = parseBody(ctx, updateScheduleSchema);
    const after = parse(scheduleInputSchema, { ...fieldsOf(before), ...change });
    check(after);
    // What does not change when it runs leaves the next run alone: it may be overdue, or claimed at this moment.
    const moved = isDueAlike(before, after) ? {} : { nextRunAt: nextRunOf(after, Date.now()) };
    await site.schedules.update(before.id, { ...after, ...moved });
    await keepMirror(site);
    await audit(call, 'schedule.update', before.id, {
      name: after.name,
      changed: Object.keys(change).join(),
    });
    return { data: await findSchedule(site, before.id), meta: {} };
  },

  async delete(call) {
    const { ctx, site } = call;
    const { id, name } = await findSchedule(site, ctx.params.id);
    await site.schedules.delete(id);
    await keepMirror(site);
    await audit(call, 'schedule.delete', id, { name });
    return { data: null, meta: {} };
  },

  async run(call) {
    const { ctx, site, runner } = call;
    const schedule = await findSchedule(site, ctx.params.id);
    const request = { ...scheduledBackup(schedule), actor: actorOf(ctx) };
    const { record } = await startBackup(site, runner, request, async () => {
      // Nobody waits at night for what somebody has begun by hand: it is not tried again by itself.
      const lastRunAt = new Date().toISOString();
      await site.schedules.update(schedule.id, { lastRunAt, lastStatus: 'running-again' });
    });
    await audit(call, 'schedule.run', schedule.id, { name: schedule.name });
    ctx.status = 202;
    return { data: record, meta: {} };
  },

  async preview({ ctx, site }) {
    const { id, retention, zone, ...fields } = parseBody(ctx, previewScheduleSchema);
    const timing = timingOf(fields);
    checkCron(timing, zone);
    const runs: string[] = [];
    for (const moment of dueTimes(dueRule(timing), zone, Date.now())) {
      runs.push(new Date(moment).toISOString());
      if (runs.length === PREVIEWED) break;
    }
    const policy = retention ?? site.settings.retention;
    const edited = id === undefined ? null : await findSchedule(site, id);
    return {
      data: {
        runs,
        retention: describeRetention(policy),
        deletes:
          edited === null ? null : await previewRetention(site, { ...edited, retention, zone }),
      },
      meta: {},
    };
  },
} satisfies Record<string, Handler>;

export const cleanup = {
  async run(call) {
    const { ctx, site, runner } = call;
    const { dryRun } = parseBody(ctx, cleanupSchema);
    if (dryRun) {
      const { doomed, overCap } = await planSiteCleanup(site);
      return { data: cleanupResult(doomed, overCap), meta: {} };
    }
    const result = await cleanUp(site, runner);
    await audit(call, 'cleanup', 'all', { deleted: result.deleted.length, bytes: result.bytes });
    return { data: result, meta: {} };
  },
} satisfies Record<string, Handler>;

/** @throws BackupError INVALID_INPUT, COMPRESSION_UNAVAILABLE */
function check({ zone, options, ...fields }: ScheduleInput): void {
  checkCron(timingOf(fields), zone);
  requireCompression(options.compression);
}

function fieldsOf(schedule: Schedule): ScheduleInput {
  const {
    id: _id,
    lastRunAt: _at,
    lastStatus: _status,
    nextRunAt: _next,
    createdAt: _made,
    ...fields
  } = schedule;
  return fields;
}

function isDueAlike(before: ScheduleInput, after: ScheduleInput): boolean {
  const rule = (schedule: ScheduleInput): string =>
    JSON.stringify([timingOf(schedule), schedule.zone, schedule.enabled]);
  return rule(before) === rule(after);
}
