import { charsetOf } from './known-collations';
import { defaultCollation, mapCollation } from './map-collation';
import { Refusal } from './refusal';
import { serverName } from './server-version';
import { mapCode } from './sql-outline';
import type { TranslationContext } from './translation-context';

const NAMED = /\b(collate(?:\s*=\s*|\s+))([A-Za-z]\w*)/gi;
const BEFORE_QUOTED = /\bcollate\s*=?\s*$/i;

/** Every `COLLATE` of a definition or of a program, outside of its strings and comments. */
export function translateCollations(sql: string, context: TranslationContext): string {
  return mapCode(sql, (code, quoted) => ({
    code: code.replace(
      NAMED,
      (_, word: string, name: string) => word + translateCollation(name, context),
    ),
    quoted:
      BEFORE_QUOTED.test(code) && /^(['"`])\w+\1$/.test(quoted)
        ? translateCollation(quoted.slice(1, -1), context)
        : quoted,
  }));
}

/**
 * The name of a collation on the target.
 *
 * @throws Refusal when it has none
 */
export function translateCollation(name: string, context: TranslationContext): string {
  const { source, target, place } = context;
  // `COLLATE DEFAULT`, or the name of a variable or column: nothing that is a collation of any server.
  if (!name.includes('_') && name.toLowerCase() !== 'binary') return name;
  const mapped = mapCollation(name, source, target);
  if (mapped === null) {
    if (source.flavour === target.flavour) return name;
    throw new Refusal(
      place,
      `it has the collation ${name}, and this server knows none that compares alike`,
      `Give it another collation before the backup is made, or restore into ${serverName(source)}.`,
    );
  }
  if (mapped.difference !== null && mapped.name !== name) {
    context.note(`The collation ${name} becomes ${mapped.name}: ${mapped.difference}`, place);
  }
  return mapped.name;
}

/**
 * The clause of a character set, with its collation written out where the two servers would not mean the
 * same by it.
 *
 * @param collation what stood beside it; null when nothing did
 * @throws Refusal when the target does not know the character set
 */
export function charsetClauses(
  charset: string,
  collation: string | null,
  context: TranslationContext,
): { readonly charset: string; readonly collation: string | null } {
  const { source, target, place } = context;
  if (source.flavour === target.flavour) {
    return {
      charset,
      collation: collation === null ? null : translateCollation(collation, context),
    };
  }
  // MySQL 8 calls it utf8 or utf8mb3, and warns of the first.
  const modern = charset.toLowerCase() === 'utf8' ? 'utf8mb3' : charset;
  const known = [...target.collations].some((name) => {
    const own = charsetOf(name);
    return own === modern || (own === 'utf8' && modern === 'utf8mb3');
  });
  if (!known) {
    throw new Refusal(
      place,
      `it has the character set ${charset}, which this server does not know`,
      'Convert it to utf8mb4 before the backup is made.',
    );
  }
  const full = collation ?? defaultCollation(charset, source);
  return { charset: modern, collation: full === null ? null : translateCollation(full, context) };
}
