/**
 * The `code` of a system or driver error (`ENOSPC`, `SQLITE_BUSY`); empty when it has none.
 *
 * Not by `instanceof Error`: errors of Node's own modules may come from another realm.
 */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
