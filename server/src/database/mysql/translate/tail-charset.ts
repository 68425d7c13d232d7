import type { TailOption } from './table-tail';
import { charsetClauses, translateCollation } from './translate-collations';
import type { TranslationContext } from './translation-context';

/** `DEFAULT CHARSET` and `COLLATE` of a table, which its columns inherit. */
export function translateTailCharset(
  options: readonly TailOption[],
  context: TranslationContext,
): TailOption[] {
  const charset = options.find(({ name }) => name === 'CHARSET');
  const collate = options.find(({ name }) => name === 'COLLATE');
  if (charset === undefined) {
    return options.map((option) =>
      option === collate
        ? { ...option, text: ` COLLATE=${translateCollation(option.value, context)}` }
        : option,
    );
  }
  const both = charsetClauses(charset.value, collate?.value ?? null, context);
  const own = both.collation === null ? '' : ` COLLATE=${both.collation}`;
  return options
    .filter((option) => option !== collate)
    .map((option) =>
      option === charset ? { ...option, text: ` DEFAULT CHARSET=${both.charset}${own}` } : option,
    );
}
