import type { z } from 'zod';
import type { BackupType, Compression } from '../../../server/src/contracts/backups';
import {
  scheduleInputSchema,
  type Schedule,
  type ScheduleInput,
} from '../../../server/src/contracts/schedules';
import { retentionSchema, type Retention } from '../../../server/src/contracts/settings';
import { browserZone } from './time-zones';

export const FREQUENCIES = ['hourly', 'daily', 'weekly', 'monthly', 'cron'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** `default` sends nothing: the site's settings decide. */
export const LOGS = ['default', 'left-out', 'kept'] as const;
export const NOTICES = ['default', 'failure', 'both', 'success', 'never'] as const;

/** What the editor holds: every field of every frequency, so that a change of mind loses nothing. */
export interface ScheduleForm {
  name: string;
  type: BackupType;
  frequency: Frequency;
  /** "03:30" */
  time: string;
  /** Of an hourly one. */
  minute: number | null;
  /** 0 for Sunday. */
  weekdays: number[];
  dayOfMonth: number | null;
  cron: string;
  zone: string;
  compression: Compression | 'default';
  level: number | 'default';
  logs: (typeof LOGS)[number];
  notices: (typeof NOTICES)[number];
  ownRetention: boolean;
  /** Counts when `ownRetention`. */
  retention: Retention;
}

/** What is sent: whether it is switched on is the business of the list. */
export type ScheduleFields = Omit<ScheduleInput, 'enabled'>;

/** What somebody who wants rules of their own begins with. */
const SUGGESTED_RETENTION = retentionSchema.parse({ daily: 7, weekly: 4, monthly: 6 });

/** A night's backup of everything, which is what most sites want. */
export function newForm(): ScheduleForm {
  return {
    name: '',
    type: 'full',
    frequency: 'daily',
    time: '03:30',
    minute: 0,
    weekdays: [0],
    dayOfMonth: 1,
    cron: '30 3 * * *',
    zone: browserZone(),
    compression: 'default',
    level: 'default',
    logs: 'default',
    notices: 'default',
    ownRetention: false,
    retention: SUGGESTED_RETENTION,
  };
}

export function formOf(schedule: Schedule): ScheduleForm {
  const fresh = newForm();
  const { name, type, frequency, zone, options, retention } = schedule;
  return {
    name,
    type,
    frequency,
    zone,
    time: schedule.time ?? fresh.time,
    minute: schedule.time === null ? fresh.minute : Number(schedule.time.slice(3)),
    weekdays: schedule.weekdays ?? fresh.weekdays,
    dayOfMonth: schedule.dayOfMonth ?? fresh.dayOfMonth,
    cron: schedule.cron ?? fresh.cron,
    compression: options.compression ?? 'default',
    level: options.compressionLevel ?? 'default',
    logs: options.excludeLogs === undefined ? 'default' : options.excludeLogs ? 'left-out' : 'kept',
    notices: noticesOf(schedule.notify),
    ownRetention: retention !== null,
    retention: retention ?? fresh.retention,
  };
}

/** @param fallbackName what it is called when nobody has given it a name */
export function fieldsOf(form: ScheduleForm, fallbackName: string): ScheduleFields {
  const { type, zone, compression, level, logs } = form;
  return {
    name: form.name.trim() === '' ? fallbackName : form.name.trim(),
    type,
    ...timingOf(form),
    zone,
    options: {
      ...(compression === 'default' ? {} : { compression }),
      ...(level === 'default' || compression === 'none' ? {} : { compressionLevel: level }),
      ...(logs === 'default' ? {} : { excludeLogs: logs === 'left-out' }),
    },
    retention: form.ownRetention ? form.retention : null,
    notify: notifyOf(form.notices),
  };
}

/** What the server would refuse, by field, found by the very schema with which it looks. */
export function problemsOf(fields: ScheduleFields): ReadonlyMap<string, z.core.$ZodIssue> {
  const { error } = scheduleInputSchema.safeParse(fields);
  return new Map((error?.issues ?? []).map((issue) => [issue.path.join('.'), issue]));
}

function timingOf(
  form: ScheduleForm,
): Pick<ScheduleFields, 'frequency' | 'time' | 'weekdays' | 'dayOfMonth' | 'cron'> {
  const { frequency, minute } = form;
  const none = { frequency, time: null, weekdays: null, dayOfMonth: null, cron: null };
  switch (frequency) {
    case 'hourly':
      return { ...none, time: minute === null ? null : `00:${twoDigits(minute)}` };
    case 'daily':
      return { ...none, time: form.time };
    case 'weekly':
      return { ...none, time: form.time, weekdays: form.weekdays };
    case 'monthly':
      return { ...none, time: form.time, dayOfMonth: form.dayOfMonth };
    case 'cron':
      return { ...none, cron: form.cron.trim() };
  }
}

function twoDigits(minute: number): string {
  return String(minute).padStart(2, '0');
}

function noticesOf(notify: Schedule['notify']): ScheduleForm['notices'] {
  if (notify === null) return 'default';
  if (notify.onSuccess) return notify.onFailure ? 'both' : 'success';
  return notify.onFailure ? 'failure' : 'never';
}

function notifyOf(notices: ScheduleForm['notices']): Schedule['notify'] {
  if (notices === 'default') return null;
  return {
    onSuccess: notices === 'both' || notices === 'success',
    onFailure: notices === 'both' || notices === 'failure',
  };
}
