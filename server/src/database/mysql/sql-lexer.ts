/**
 * Steps over SQL that the server itself has written (SHOW CREATE …): enough to know what is a name, a
 * string or a comment, and where a list ends.
 */

/**
 * Where the string, quoted name or comment that begins at `at` ends; `at` itself when none does.
 */
export function skipQuoted(sql: string, at: number): number {
  const char = sql[at];
  if (char === '`') return endOfQuoted(sql, at, '`', false);
  if (char === "'" || char === '"') return endOfQuoted(sql, at, char, true);
  if (char === '/' && sql[at + 1] === '*') {
    const end = sql.indexOf('*/', at + 2);
    return end === -1 ? sql.length : end + 2;
  }
  if (char === '#' || (char === '-' && sql[at + 1] === '-' && /[\s]|^$/.test(sql[at + 2] ?? ''))) {
    const end = sql.indexOf('\n', at);
    return end === -1 ? sql.length : end + 1;
  }
  return at;
}

function endOfQuoted(sql: string, start: number, quote: string, escapes: boolean): number {
  let at = start + 1;
  while (at < sql.length) {
    const char = sql[at];
    if (escapes && char === '\\') at += 2;
    else if (char !== quote) at += 1;
    else if (sql[at + 1] === quote) at += 2;
    else return at + 1;
  }
  return sql.length;
}

/** The name in backticks at `at`, and where it ends; null when there is none. */
export function readName(sql: string, at: number): { name: string; end: number } | null {
  if (sql[at] !== '`') return null;
  const end = endOfQuoted(sql, at, '`', false);
  if (sql[end - 1] !== '`' || end - at < 3) return null;
  return { name: sql.slice(at + 1, end - 1).replaceAll('``', '`'), end };
}

/** The place of the bracket that closes the one at `open`; -1 when none does. */
export function closingBracket(sql: string, open: number): number {
  let depth = 0;
  let at = open;
  while (at < sql.length) {
    const next = skipQuoted(sql, at);
    if (next > at) {
      at = next;
      continue;
    }
    if (sql[at] === '(') depth += 1;
    if (sql[at] === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
    at += 1;
  }
  return -1;
}

/** The parts of a list, split at its commas outside of brackets, strings and comments. */
export function splitList(sql: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  let at = 0;
  while (at < sql.length) {
    const next = skipQuoted(sql, at);
    if (next > at) {
      at = next;
      continue;
    }
    const char = sql[at];
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (char === ',' && depth === 0) {
      parts.push(sql.slice(start, at));
      start = at + 1;
    }
    at += 1;
  }
  parts.push(sql.slice(start));
  return parts;
}

/** SQL with strings, quoted names and comments blanked out: what is left are keywords. */
export function keywordsOf(sql: string): string {
  const pieces: string[] = [];
  let start = 0;
  let at = 0;
  while (at < sql.length) {
    const next = skipQuoted(sql, at);
    if (next === at) {
      at += 1;
      continue;
    }
    pieces.push(sql.slice(start, at), ' ');
    start = next;
    at = next;
  }
  pieces.push(sql.slice(start));
  return pieces.join('');
}
