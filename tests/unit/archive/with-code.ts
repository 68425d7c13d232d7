import type { BackupError, ErrorCode } from '../../../server/src/errors';

/** Stands for any of our errors with this code, in `toThrow`. */
export function withCode(code: ErrorCode): BackupError {
  return expect.objectContaining({ name: 'BackupError', code }) as BackupError;
}
