import type { Failure } from '../contracts/backups';
import { BackupError, isErrorCode } from '../errors';

/** What a record says of a failed job, as the error that the job met. */
export function asFailure(
  failure: Failure | null,
  detail: Readonly<Record<string, string>> = {},
): BackupError {
  const code = failure?.code ?? '';
  return new BackupError(
    isErrorCode(code) ? code : 'INTERNAL',
    failure?.message ?? 'The job ended without a result. Its log says more.',
    { detail: { ...detail } },
  );
}
