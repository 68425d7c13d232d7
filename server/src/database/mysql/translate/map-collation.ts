import { isAtLeast, type BackupServer, type TargetServer } from './server-version';

/** The collation on the target, and what is different about it; null where it compares alike. */
export interface MappedCollation {
  readonly name: string;
  readonly difference: string | null;
}

/** Which pair of names means the same language; measured, see below. */
const LANGUAGES: readonly (readonly [mysql: string, mariadb: string])[] = [
  ['de_pb', 'german2'],
  ['is', 'icelandic'],
  ['lv', 'latvian'],
  ['ro', 'romanian'],
  ['sl', 'slovenian'],
  ['pl', 'polish'],
  ['et', 'estonian'],
  ['es', 'spanish'],
  ['sv', 'swedish'],
  ['tr', 'turkish'],
  ['cs', 'czech'],
  ['da', 'danish'],
  ['lt', 'lithuanian'],
  ['sk', 'slovak'],
  ['es_trad', 'spanish2'],
  ['la', 'roman'],
  ['eo', 'esperanto'],
  ['hu', 'hungarian'],
  ['hr', 'croatian'],
  ['vi', 'vietnamese'],
];

/** Languages that MariaDB does not know by name, and the one in which the same letters are equal. */
const RELATED: Readonly<Record<string, string>> = {
  nb: 'danish',
  nn: 'danish',
  bs: 'croatian',
  sr_latn: 'croatian',
  gl: 'spanish',
};

/** Languages that only put scripts or letters into another order: nothing else becomes equal. */
const ORDER_ONLY: ReadonlySet<string> = new Set(['ru', 'bg', 'mn_cyrl']);

const ALIKE =
  'characters up to Unicode 9 are equal and different as before, later ones and the order may differ';
const CLOSE = 'a few accented letters compare differently, and the order may differ';
const ORDER = 'the order differs, what is equal is the same';
const COUNTS = 'spaces at the end of a text count now';
const IGNORES = 'spaces at the end of a text do not count any more';

/**
 * The counterpart of a collation on another server. The rule, in this order:
 *
 * 1. What the target knows by the same name stays, with two exceptions. `…_croatian_ci` is two different
 *    orders (MariaDB calls the one of MySQL `…_croatian_mysql561_ci`), and `utf8mb4_0900_…` is always
 *    translated for MariaDB: from 11.4.5 on it takes that name as an alias of the same counterpart, but
 *    shows another, and nothing may change without a word.
 * 2. Lossless is what keeps every value, every unique key and every foreign key. So a counterpart must
 *    tell accents and case apart exactly where the old one did (`ai_ci` never becomes `as_cs`), and is the
 *    same function of the name everywhere, so that both sides of a foreign key still fit.
 *    - `utf8mb4_0900_X` <-> `utf8mb4_uca1400_nopad_X`: measured on all letters, digits and signs of the
 *      first planes, both make the same characters equal, except for those younger than Unicode 9. It is
 *      also the alias that MariaDB has chosen itself. Where uca1400 is missing (MariaDB before 10.10) there
 *      is only one other that heeds trailing spaces: `utf8mb4_unicode_520_nopad_ci`, for `ai_ci` alone.
 *    - `utf8mb4_uca1400_X`, which ignores trailing spaces, becomes `utf8mb4_0900_X`, which heeds them: a
 *      finer comparison never makes two keys one. `utf8mb4_unicode_520_ci` ignores them too, but holds
 *      more characters equal than it did.
 *    - `…_nopad_…` of MariaDB loses its `nopad` on MySQL. That is coarser: two unique values that differ in
 *      trailing spaces collide. The load checks unique keys and is refused then; nothing is lost.
 *    - languages: the same language under its other name; some letters with two marks (ǟ, ḉ) differ.
 * 3. Whatever is left has no counterpart: Japanese and Chinese orders, `ai_cs`, Thai, Myanmar.
 *
 * A difference is never silent: every result of 2 has a sentence, unless both are the same.
 *
 * @returns null when there is no counterpart
 */
export function mapCollation(
  given: string,
  source: BackupServer,
  target: TargetServer,
): MappedCollation | null {
  const name = given.toLowerCase();
  const knows = (candidate: string): boolean => target.collations.has(candidate);
  if (name.startsWith('uca1400_')) return ofAnyCharset(name, source, target);
  const renamed = unifiedUtf8(name, knows);
  if (source.flavour === target.flavour && knows(renamed)) return same(renamed);

  const croatian = /^(\w+?)_croatian_(?:mysql561_)?ci$/.exec(renamed);
  if (croatian !== null && source.flavour !== target.flavour) {
    return mapCroatian(renamed, croatian[1] ?? '', target);
  }
  if (knows(renamed) && !(target.flavour === 'mariadb' && renamed.includes('_0900_'))) {
    return same(renamed);
  }
  const candidates = [...ofMysql(renamed), ...ofMariadb(renamed)];
  return candidates.find((candidate) => knows(candidate.name)) ?? null;
}

function same(name: string): MappedCollation {
  return { name, difference: null };
}

/** `COLLATE uca1400_ai_ci` of MariaDB, of whatever character set the text has. */
function ofAnyCharset(
  name: string,
  source: BackupServer,
  target: TargetServer,
): MappedCollation | null {
  const full = `utf8mb4_${name}`;
  if (target.flavour === 'mariadb' && target.collations.has(full)) return same(name);
  return mapCollation(full, source, target);
}

/** `utf8_…` and `utf8mb3_…` are one; which of the names a server knows depends on its version. */
function unifiedUtf8(name: string, knows: (name: string) => boolean): string {
  if (knows(name)) return name;
  const other = name.startsWith('utf8mb3_')
    ? name.replace('utf8mb3_', 'utf8_')
    : name.replace(/^utf8_/, 'utf8mb3_');
  return knows(other) ? other : name.replace(/^utf8_/, 'utf8mb3_');
}

function mapCroatian(name: string, charset: string, target: TargetServer): MappedCollation | null {
  const ofMysqlServer = target.flavour === 'mariadb' || name.includes('mysql561');
  const wanted =
    target.flavour === 'mariadb' ? `${charset}_croatian_mysql561_ci` : `${charset}_croatian_ci`;
  if (!target.collations.has(wanted)) return null;
  return { name: wanted, difference: ofMysqlServer ? null : ORDER };
}

/** Counterparts of a collation of MySQL 8 and later, the best one first. */
function ofMysql(name: string): MappedCollation[] {
  if (name === 'utf8mb4_0900_bin') return [same('utf8mb4_nopad_bin')];
  const found = /^utf8mb4_(?:(\w+?)_)?0900_(ai_ci|as_ci|as_cs)$/.exec(name);
  if (found === null) return [];
  const [, language, strength = ''] = found;
  if (language === undefined || ORDER_ONLY.has(language)) {
    const difference = language === undefined ? ALIKE : `${ALIKE}; ${ORDER}`;
    return [
      { name: `utf8mb4_uca1400_nopad_${strength}`, difference },
      ...(strength === 'ai_ci'
        ? [{ name: 'utf8mb4_unicode_520_nopad_ci', difference: CLOSE }]
        : []),
    ];
  }
  const other = LANGUAGES.find(([mysql]) => mysql === language)?.[1] ?? RELATED[language];
  if (other === undefined) return [];
  return [{ name: `utf8mb4_uca1400_${other}_nopad_${strength}`, difference: CLOSE }];
}

/** Counterparts of a collation of MariaDB: on MySQL, and on a MariaDB without uca1400. */
function ofMariadb(name: string): MappedCollation[] {
  if (name === 'utf8mb4_nopad_bin') return [same('utf8mb4_0900_bin')];
  const modern =
    /^(\w+?)_uca1400_(?:(?!nopad_)([a-z0-9]+)_)?(nopad_)?(ai_ci|ai_cs|as_ci|as_cs)$/.exec(name);
  if (modern !== null) {
    const [, charset = '', language, nopad, strength = ''] = modern;
    return ofUca1400(charset, language, nopad !== undefined, strength);
  }
  if (name === 'utf8mb4_unicode_520_nopad_ci') {
    return [
      { name: 'utf8mb4_0900_ai_ci', difference: CLOSE },
      { name: 'utf8mb4_unicode_520_ci', difference: IGNORES },
    ];
  }
  const padded = name.replace(/_nopad(?=_(?:ci|bin)$)/, '');
  return padded === name ? [] : [{ name: padded, difference: IGNORES }];
}

function ofUca1400(
  charset: string,
  language: string | undefined,
  nopad: boolean,
  strength: string,
): MappedCollation[] {
  const candidates: MappedCollation[] = [];
  const pad = nopad ? '' : `; ${COUNTS}`;
  const code = LANGUAGES.find(([, mariadb]) => mariadb === language)?.[0];
  if (charset === 'utf8mb4' && (language === undefined || code !== undefined)) {
    candidates.push({
      name: `utf8mb4_${code === undefined ? '' : `${code}_`}0900_${strength}`,
      difference: `${code === undefined ? ALIKE : CLOSE}${pad}`,
    });
  }
  if (language === undefined && strength === 'ai_ci') {
    candidates.push(
      { name: `${charset}_unicode_520_${nopad ? 'nopad_' : ''}ci`, difference: CLOSE },
      { name: `${charset}_unicode_520_ci`, difference: `${CLOSE}; ${IGNORES}` },
    );
  }
  return candidates;
}

/**
 * What a character set alone means. A definition that says `CHARSET=utf8mb4` and no more is of the default
 * collation of *its* server, and would take on that of the other; so it is written out.
 *
 * @returns null where both mean the same
 */
export function defaultCollation(charset: string, source: BackupServer): string | null {
  switch (charset.toLowerCase()) {
    case 'utf8mb4':
      return source.flavour === 'mysql' && isAtLeast(source, 8)
        ? 'utf8mb4_0900_ai_ci'
        : 'utf8mb4_general_ci';
    // MariaDB 11.6 and later gives new defaults to all Unicode character sets.
    case 'utf8':
    case 'utf8mb3':
      return 'utf8mb3_general_ci';
    case 'ucs2':
    case 'utf16':
    case 'utf32':
      return `${charset.toLowerCase()}_general_ci`;
    default:
      return null;
  }
}
