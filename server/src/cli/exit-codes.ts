import { BackupError } from '../errors';
import { WrongUsage } from './wrong-usage';

/** How a command ends, for scripts and for cron. 64 is EX_USAGE of sysexits.h, 130 what shells give for Ctrl-C. */
export const EXIT_CODES = {
  ok: 0,
  failed: 1,
  unhealthy: 2,
  busy: 3,
  usage: 64,
  interrupted: 130,
} as const;

export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT_CODES, string>> = {
  ok: 'done',
  failed: 'failed, or refused; nothing half-done is left',
  unhealthy: '`health`: the site could not be brought back today as it should be',
  busy: 'another job runs on this site; try again when it is done',
  usage: 'the command line itself is wrong',
  interrupted: 'stopped by Ctrl-C or SIGTERM, and cleaned up',
};

export function exitCodeOf(error: unknown, interrupted: boolean): number {
  if (error instanceof WrongUsage) return EXIT_CODES.usage;
  if (interrupted) return EXIT_CODES.interrupted;
  const isBusy = error instanceof BackupError && error.code === 'JOB_RUNNING';
  return isBusy ? EXIT_CODES.busy : EXIT_CODES.failed;
}
