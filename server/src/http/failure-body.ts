import type { BackupError } from '../errors';

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

/** An error in Strapi's shape, with the stable code in `details`. */
export function failureBody(error: BackupError): object {
  return {
    data: null,
    error: {
      status: error.status,
      name: NAMES[error.status] ?? 'InternalServerError',
      message: error.message,
      details: {
        ...error.detail,
        code: error.code,
        ...(error.field === null ? {} : { field: error.field }),
      },
    },
  };
}
