import nodeCron from 'node-cron';
import type { ScheduleTiming } from '../contracts/schedules';
import { cronDays, type IsDay } from './cron-days';

/** When a schedule is due, in the local time of its zone. */
export interface DueRule {
  readonly isDay: IsDay;
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
}

const HOURS_OF_A_DAY = 24;

/** @param timing parsed: its time and its expression are valid */
export function dueRule(timing: ScheduleTiming): DueRule {
  const [minute, hour, day, month, weekday] = cronOf(timing).trim().split(/\s+/);
  const parsed = nodeCron.parse(cronOf(timing));
  return {
    isDay: cronDays({ day: day ?? '*', month: month ?? '*', weekday: weekday ?? '*' }),
    hours: hour === '*' ? [...Array(HOURS_OF_A_DAY).keys()] : ascending(parsed.hour),
    minutes: minute === undefined ? [] : ascending(parsed.minute),
  };
}

/** A schedule that runs every hour runs as often as hours pass, not as often as clocks show them. */
export function isEveryHour({ hours }: DueRule): boolean {
  return hours.length === HOURS_OF_A_DAY;
}

/** The expression of five fields that a frequency stands for. */
export function cronOf(timing: ScheduleTiming): string {
  if (timing.frequency === 'cron') return timing.cron;
  const [hour = '0', minute = '0'] = timing.time.split(':').map((part) => String(Number(part)));
  switch (timing.frequency) {
    case 'hourly':
      return `${minute} * * * *`;
    case 'daily':
      return `${minute} ${hour} * * *`;
    case 'weekly':
      return `${minute} ${hour} * * ${timing.weekdays.join(',')}`;
    case 'monthly':
      return `${minute} ${hour} ${String(timing.dayOfMonth)} * *`;
  }
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
