import { skipQuoted } from '../sql-lexer';

/**
 * SQL of the same length in which everything inside of quotes, comments and brackets is blank: what is
 * found in it stands at the top level, at the same place as in the original.
 */
export function outline(sql: string): string {
  let text = '';
  let depth = 0;
  let at = 0;
  while (at < sql.length) {
    const next = skipQuoted(sql, at);
    if (next > at) {
      const length = next - at;
      // At the top level a quote stays a quote: it is no blank between two words.
      text += depth > 0 || length < 2 ? ' '.repeat(length) : `'${' '.repeat(length - 2)}'`;
      at = next;
      continue;
    }
    const char = sql[at] ?? '';
    if (char === ')') depth -= 1;
    text += depth === 0 ? char : ' ';
    if (char === '(') depth += 1;
    at += 1;
  }
  return text;
}

/**
 * Changes what is outside of quotes and comments, at any depth.
 *
 * @param change gets a piece of code and the quoted piece after it (empty at the end)
 */
export function mapCode(
  sql: string,
  change: (code: string, quoted: string) => { readonly code: string; readonly quoted: string },
): string {
  let result = '';
  let start = 0;
  let at = 0;
  while (at < sql.length) {
    const next = skipQuoted(sql, at);
    if (next === at) {
      at += 1;
      continue;
    }
    const { code, quoted } = change(sql.slice(start, at), sql.slice(at, next));
    result += code + quoted;
    start = next;
    at = next;
  }
  return result + change(sql.slice(start), '').code;
}

/** Takes a clause out that stands at the top level. @returns null where there is none */
export function takeOut(sql: string, clause: RegExp): { text: string; found: string } | null {
  const found = clause.exec(outline(sql));
  if (found === null) return null;
  const end = found.index + found[0].length;
  return {
    text: sql.slice(0, found.index) + sql.slice(end),
    found: sql.slice(found.index, end),
  };
}
