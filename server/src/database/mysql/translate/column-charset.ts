import type { ColumnItem } from './column-item';
import { charsetClauses, translateCollation, translateCollations } from './translate-collations';
import type { TranslationContext } from './translation-context';

const CHARSET =
  /^((?:\s+(?:unsigned|zerofill))*)(?:\s+CHARACTER SET\s+(\w+))?(?:\s+COLLATE\s+(\w+))?(?=[\s,]|$)/i;

/**
 * The character set and collation of a column, which stand right after its type, and the collations that
 * its expressions name.
 */
export function translateColumnCharset(
  column: ColumnItem,
  context: TranslationContext,
): ColumnItem {
  const found = CHARSET.exec(column.rest);
  const [whole = '', before = '', charset, collation] = found ?? [];
  const after = translateCollations(column.rest.slice(whole.length), context);
  if (charset === undefined) {
    const own = collation === undefined ? '' : ` COLLATE ${translateCollation(collation, context)}`;
    return { ...column, rest: before + own + after };
  }
  const both = charsetClauses(charset, collation ?? null, context);
  const own = both.collation === null ? '' : ` COLLATE ${both.collation}`;
  return { ...column, rest: `${before} CHARACTER SET ${both.charset}${own}${after}` };
}
