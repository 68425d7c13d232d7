import type { Core } from '@strapi/strapi';
import { asDiskError } from '../archive/disk-error';
import { BackupError } from '../errors';
import type { Context } from './call';
import { failureBody } from './failure-body';

/**
 * Answers the errors of a request in Strapi's shape, with the stable code in `details`. What is
 * not ours is answered without its words, which may hold paths, statements or secrets; the log of
 * the server gets them.
 */
export async function answerErrors(
  ctx: Context,
  log: Pick<Core.Strapi['log'], 'error'>,
  answer: () => Promise<void>,
): Promise<void> {
  try {
    await answer();
  } catch (thrown) {
    const error = asDiskError(thrown);
    const known = error instanceof BackupError ? error : unexpected(error);
    if (known.status >= 500) log.error(`Backup: ${ctx.method} failed: ${reason(error)}`);
    ctx.status = known.status;
    const { retryAfter } = known.detail;
    if (retryAfter !== undefined) ctx.set('Retry-After', retryAfter);
    ctx.body = failureBody(known);
  }
}

function unexpected(cause: unknown): BackupError {
  return new BackupError(
    'INTERNAL',
    'Something unexpected went wrong. The log of the server has the details.',
    { cause },
  );
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` Cause: ${reason(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
