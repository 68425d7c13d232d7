import { skipQuoted } from './sql-lexer';
import { stringValue } from './string-value';

const INTRODUCER = /(^|[^\w$])(_(?!utf8)[a-z0-9]{3,16})\s*$/i;

/**
 * A definition as text, from the bytes that the server gave unconverted. A string of another character set
 * (`_latin1'…'`) has its bytes in it as they are; they are written as hex, which means the same in a session
 * of any character set.
 */
export function hexLiterals(shown: Buffer): string {
  // One character is one byte.
  const bytes = shown.toString('latin1');
  let result = '';
  let start = 0;
  let at = 0;
  while (at < bytes.length) {
    const end = skipQuoted(bytes, at);
    if (end === at) {
      at += 1;
      continue;
    }
    const code = bytes.slice(start, at);
    const quoted = bytes.slice(at, end);
    result += code + (isForeign(code, quoted) ? hexOf(quoted) : quoted);
    start = end;
    at = end;
  }
  return Buffer.from(result + bytes.slice(start), 'latin1').toString('utf8');
}

function isForeign(code: string, quoted: string): boolean {
  return quoted.startsWith("'") && /[\x80-\xff]/.test(quoted) && INTRODUCER.test(code.slice(-30));
}

function hexOf(quoted: string): string {
  return ` 0x${Buffer.from(stringValue(quoted), 'latin1').toString('hex')}`;
}
