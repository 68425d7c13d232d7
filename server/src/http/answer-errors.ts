import type { Core } from '@strapi/strapi';
import { BackupError } from '../errors';
import type { Context } from './call';

/** As Strapi names its own errors; clients of Strapi know these. */
const NAMES: Readonly<Record<number, string>> = {
  400: 'ValidationError',
  401: 'UnauthorizedError',
  403: 'ForbiddenError',
  404: 'NotFoundError',
  409: 'ConflictError',
  413: 'PayloadTooLargeError',
  416: 'RangeNotSatisfiableError',
  422: 'UnprocessableEntityError',
  429: 'RateLimitError',
  503: 'ServiceUnavailableError',
  507: 'InsufficientStorageError',
};

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
  } catch (error) {
    const known = error instanceof BackupError ? error : unexpected(error);
    if (known.status >= 500) log.error(`Backup: ${ctx.method} failed: ${reason(error)}`);
    ctx.status = known.status;
    const { retryAfter } = known.detail;
    if (retryAfter !== undefined) ctx.set('Retry-After', retryAfter);
    ctx.body = {
      data: null,
      error: {
        status: known.status,
        name: NAMES[known.status] ?? 'InternalServerError',
        message: known.message,
        details: {
          ...known.detail,
          code: known.code,
          ...(known.field === null ? {} : { field: known.field }),
        },
      },
    };
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
