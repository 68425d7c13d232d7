/** What information_schema.collations says of one; MariaDB gives the uca1400 ones no character set. */
export interface CollationRow {
  readonly name: string;
  readonly charset: string | null;
}

const UNICODE: readonly string[] = ['utf8mb3', 'utf8mb4', 'ucs2', 'utf16', 'utf32'];

/**
 * The full names of the collations of a server. MariaDB lists `uca1400_ai_ci` once, for every Unicode
 * character set, and shows it in definitions as `utf8mb4_uca1400_ai_ci`.
 */
export function knownCollations(rows: readonly CollationRow[]): Set<string> {
  return new Set(
    rows.flatMap(({ name, charset }) =>
      charset === null && name.startsWith('uca1400_')
        ? UNICODE.map((prefix) => `${prefix}_${name}`)
        : [name],
    ),
  );
}

/** The character set of a collation: the part before the first `_`. */
export function charsetOf(collation: string): string {
  return collation === 'binary' ? 'binary' : (collation.split('_')[0] ?? collation);
}
