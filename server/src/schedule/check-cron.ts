import nodeCron from 'node-cron';
import type { ScheduleTiming } from '../contracts/schedules';
import { BackupError } from '../errors';
import { dueRule } from './due-rule';
import { nextDue } from './due-times';

/**
 * Looks at what only node-cron and the calendar know of a timing.
 *
 * @throws BackupError INVALID_INPUT, naming the field of the expression that is wrong
 */
export function checkCron(timing: ScheduleTiming, zone: string): void {
  if (timing.frequency === 'cron') {
    const { errors } = nodeCron.validateDetailed(timing.cron);
    const [first] = errors;
    if (first !== undefined) throw wrong(`in its field “${first.field}”: ${first.message}`);
  }
  if (nextDue(dueRule(timing), zone, Date.now()) === null) {
    throw wrong('no day fits it, so it would never run');
  }
}

function wrong(what: string): BackupError {
  return new BackupError('INVALID_INPUT', `“cron” is not valid: ${what}.`, { field: 'cron' });
}
