/** What can be seen of a file without reading it. The server reads all of it. */
export function problemOf(file: File): 'wrong-type' | 'empty' | null {
  if (!/\.(?:tar(?:\.gz|\.zst)?|tgz|sql(?:\.gz)?)$/i.test(file.name)) return 'wrong-type';
  return file.size === 0 ? 'empty' : null;
}
