import { errorCode } from '../../error-code';

/** Whether somebody else holds a lock that the statement needs: it was rolled back and may be repeated. */
export function isLocked(error: unknown): boolean {
  const code = errorCode(error);
  return (
    code === 'ER_LOCK_WAIT_TIMEOUT' || code === 'ER_LOCK_DEADLOCK' || code === 'ER_LOCK_NOWAIT'
  );
}

/** Whether the connection to the server is over. */
export function isGone(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'fatal' in error && error.fatal === true;
}

/** Whether a table was changed between the snapshot and the read. */
export function isSchemaChange(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ER_TABLE_DEF_CHANGED' || code === 'ER_NO_SUCH_TABLE';
}

/** Whether the account may not do it: privileges, definers of others, functions under a binary log. */
export function isForbidden(error: unknown): boolean {
  return FORBIDDEN.has(errorCode(error));
}

const FORBIDDEN: ReadonlySet<string> = new Set([
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_COLUMNACCESS_DENIED_ERROR',
  'ER_PROCACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_ACCESS_DENIED_ERROR',
  'ER_BINLOG_UNSAFE_ROUTINE',
  'ER_BINLOG_CREATE_ROUTINE_NEED_SUPER',
  'ER_MUST_CHANGE_PASSWORD',
  'ER_VIEW_INVALID',
]);

/** Whether the server does not know such a statement. */
export function isUnknown(error: unknown): boolean {
  return errorCode(error) === 'ER_PARSE_ERROR';
}

/** What the server said, in its own words, with its number. */
export function serverMessage(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { errno, message } = error as { errno?: unknown; message?: unknown };
  const text = typeof message === 'string' ? message : 'unknown error';
  return typeof errno === 'number' ? `${text} (error ${String(errno)})` : text;
}
