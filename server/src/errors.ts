/**
 * Every error that a person may meet: its stable code, the HTTP status, and whether trying again
 * helps. `docs/errors.md` lists exactly these codes; a test compares the two.
 */
export const ERROR_STATUS = {
  // Requests
  INVALID_INPUT: 400,
  UNKNOWN_BACKUP: 404,
  UNKNOWN_RESTORE: 404,
  UNKNOWN_SCHEDULE: 404,
  UNKNOWN_TICKET: 404,
  UNKNOWN_UPLOAD: 404,
  UPLOAD_REFUSED: 400,
  UPLOAD_OUT_OF_STEP: 409,
  UPLOAD_TOO_LARGE: 413,
  ALREADY_LISTED: 409,
  UNKNOWN_TOKEN: 401,
  PASSWORD_REQUIRED: 403,
  PASSWORD_WRONG: 403,
  RATE_LIMITED: 429,
  SECRETS_NOT_STORED: 409,
  NOTHING_TO_ADOPT: 409,
  JOB_RUNNING: 409,
  LAST_GOOD_BACKUP: 409,
  BACKUP_NOT_USABLE: 409,
  NOT_CANCELLABLE: 409,
  NOT_UNDOABLE: 409,
  RANGE_INVALID: 416,
  RESTORE_IN_PROGRESS: 503,
  // Jobs
  CANCELLED: 409,
  INTERRUPTED: 500,
  LEASE_LOST: 409,
  WORKER_DIED: 500,
  // Storage
  DISK_FULL: 507,
  FOLDER_SERVED: 500,
  FOLDER_UNUSABLE: 500,
  STORAGE_UNREACHABLE: 503,
  ARCHIVE_MISSING: 404,
  // Archives
  ARCHIVE_CORRUPT: 422,
  ARCHIVE_TRUNCATED: 422,
  ARCHIVE_UNSAFE: 422,
  ARCHIVE_VERSION: 422,
  ARCHIVE_TOO_LARGE: 413,
  COMPRESSION_UNAVAILABLE: 400,
  // Databases
  DATABASE_UNSUPPORTED: 400,
  DATABASE_UNREACHABLE: 503,
  DATABASE_LOCKED: 503,
  DATABASE_CORRUPT: 500,
  SNAPSHOT_INCOMPLETE: 500,
  DUMP_TOOL_MISSING: 500,
  DUMP_TOOL_FAILED: 500,
  // Media
  MEDIA_FOLDER_MISSING: 500,
  // Restores
  PLAN_BLOCKED: 409,
  GATE_NOT_DRAINED: 503,
  STAGING_MISMATCH: 500,
  // Command line
  APP_NOT_FOUND: 404,
  APP_NOT_READY: 409,
  SITE_RUNNING: 409,
  INTERNAL: 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUS;

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_STATUS, code);
}

/**
 * An error with a stable code and a sentence for people. `message` says what to do and never
 * contains a secret; the technical reason goes into `cause`, which only the log sees.
 */
export class BackupError extends Error {
  readonly code: ErrorCode;
  /** The field of the request that is wrong, where there is one. */
  readonly field: string | null;
  /** More for the answer's `details`: ids, never anything secret. */
  readonly detail: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; field?: string; detail?: Record<string, string> } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'BackupError';
    this.code = code;
    this.field = options.field ?? null;
    this.detail = options.detail ?? {};
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** What a job meets when another process has taken its lease. */
export function leaseLost(cause?: unknown): BackupError {
  return new BackupError(
    'LEASE_LOST',
    'Another process took over, because this one did not answer for a while. Nothing was changed by this job; start it again.',
    { cause },
  );
}
