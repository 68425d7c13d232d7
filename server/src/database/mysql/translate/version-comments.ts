import { skipQuoted } from '../sql-lexer';

/**
 * MySQL hides what is newer than its first releases in version comments (`/*!80023 INVISIBLE`), which MariaDB skips
 * without a word (it ignores 50700 to 99999): an invisible column would become a visible one, an
 * unenforced check an enforced one. Taken out of its comment, a clause is translated like any other, and
 * what nobody knows is a syntax error instead of silence.
 */
export function openVersionComments(sql: string): string {
  return replaceComments(sql, /^\/\*!\d*\s*([\s\S]*?)\s*\*\/$/, (inner) => inner);
}

/** MariaDB's own version comments (`/*M!100301 COMPRESSED`), which are plain comments to MySQL. */
export function dropMariadbComments(sql: string, onDropped: (inner: string) => void): string {
  return replaceComments(sql, /^\/\*M!\d*\s*([\s\S]*?)\s*\*\/$/, (inner) => {
    onDropped(inner);
    return '';
  });
}

function replaceComments(sql: string, form: RegExp, replace: (inner: string) => string): string {
  let result = '';
  let at = 0;
  while (at < sql.length) {
    const next = skipQuoted(sql, at);
    const end = next > at ? next : at + 1;
    const piece = sql.slice(at, end);
    const inner = form.exec(piece)?.[1];
    result += inner === undefined ? piece : replace(inner);
    at = end;
  }
  return result;
}
