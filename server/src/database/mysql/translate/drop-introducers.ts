import { Refusal } from './refusal';
import { mapCode } from './sql-outline';
import type { TranslationContext } from './translation-context';

const BYTES = /(?:^|[^\w$])_(?!utf8)[a-z0-9]{3,16} 0x[0-9a-f]+/i;
const INTRODUCER = /(^|[^\w$])_([a-z0-9]{3,16})\s*$/i;

/**
 * `_utf8mb4'…'`, as MySQL writes the strings of its expressions, without the introducer. MariaDB makes a text
 * of an expression again before it keeps it, and forgets the escapes of such a string on the way:
 * `_utf8mb4'a\\b'` becomes `a` and a backspace, a line break becomes `x0A`, and a quote ends the string. The
 * session that makes the definition is in utf8mb4, so the plain string means the same.
 *
 * @throws Refusal for a string of another character set with an escape in it, or of bytes
 */
export function dropIntroducers(sql: string, context: TranslationContext): string {
  return mapCode(sql, (code, quoted) => {
    if (BYTES.test(code)) {
      throw new Refusal(
        context.place,
        `it has a string of another character set (${BYTES.exec(code)?.[0].trim() ?? ''}), which MariaDB would not keep`,
        'Write the string in utf8mb4 before the backup is made.',
      );
    }
    const found = quoted.startsWith("'") ? INTRODUCER.exec(code) : null;
    if (found === null) return { code, quoted };
    const [whole, before = '', charset = ''] = found;
    if (/^utf8/i.test(charset)) {
      return { code: code.slice(0, code.length - whole.length) + before, quoted };
    }
    if (!/[\\]|''./.test(quoted.slice(1))) return { code, quoted };
    throw new Refusal(
      context.place,
      `it has the string _${charset}${quoted}, of which MariaDB would lose the escapes`,
      'Write the expression without that string before the backup is made.',
    );
  });
}
