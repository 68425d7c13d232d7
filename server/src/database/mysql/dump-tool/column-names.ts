import { readName } from '../sql-lexer';

/** The names in ` (…) VALUES`; MariaDB leaves some of them unquoted. */
export function columnNames(text: string): string[] | null {
  const names: string[] = [];
  let at = /^\s*\(/.exec(text)?.[0].length ?? -1;
  while (at !== -1) {
    const quoted = readName(text, at);
    const bare = /^[A-Za-z0-9_$]+/.exec(quoted === null ? text.slice(at, at + 65) : '')?.[0];
    const name = quoted?.name ?? bare;
    if (name === undefined) return null;
    names.push(name);
    at = quoted?.end ?? at + name.length;
    if (text.startsWith(', ', at)) at += 2;
    else return /^\)\s*VALUES$/.test(text.slice(at)) ? names : null;
  }
  return null;
}
