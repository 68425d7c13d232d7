/**
 * An entry's name as it may stand in a message: quoted, on one line, not endless, whatever bytes a
 * hostile archive put there.
 */
export function showPath(path: string | Buffer): string {
  const text = typeof path === 'string' ? path : path.toString('utf8');
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
