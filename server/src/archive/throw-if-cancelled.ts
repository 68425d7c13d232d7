import { BackupError } from '../errors';

/**
 * Stops here if the job was cancelled. Whoever cancels may give its own reason (a lost lease, say);
 * a reason that is no BackupError is a plain cancel.
 *
 * @throws BackupError CANCELLED, or the signal's own reason
 */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  const reason: unknown = signal.reason;
  if (reason instanceof BackupError) throw reason;
  throw new BackupError('CANCELLED', 'The job was cancelled.', { cause: reason });
}
