import {
  parseTable,
  tableText,
  type TableDefinition,
} from '../../../server/src/database/mysql/table-definition';
import { knownCollations } from '../../../server/src/database/mysql/translate/known-collations';
import type { TargetServer } from '../../../server/src/database/mysql/translate/server-version';
import { translateTable } from '../../../server/src/database/mysql/translate/translate-table';

const OLD = ['general_ci', 'bin', 'unicode_ci', 'unicode_520_ci', 'swedish_ci', 'croatian_ci'];
const UNICODE = ['utf8mb3', 'utf8mb4', 'ucs2', 'utf16', 'utf32'];
const COMMON = [
  ...UNICODE.flatMap((charset) => OLD.map((name) => `${charset}_${name}`)),
  'latin1_swedish_ci',
  'latin1_bin',
  'ascii_general_ci',
  'binary',
];
const STRENGTHS = ['ai_ci', 'as_ci', 'as_cs', 'ai_cs'];
const MYSQL_LANGUAGES =
  'de_pb is lv ro sl pl et es sv tr cs da lt sk es_trad la eo hu hr vi ru nb nn sr_latn bs bg gl mn_cyrl ja'.split(
    ' ',
  );
const MARIADB_LANGUAGES =
  'icelandic latvian romanian slovenian polish estonian spanish swedish turkish czech danish lithuanian slovak spanish2 roman persian esperanto hungarian sinhala german2 vietnamese croatian'.split(
    ' ',
  );

export const MYSQL_COLLATIONS = [
  ...COMMON,
  'gb18030_chinese_ci',
  'utf8mb4_0900_bin',
  'utf8mb4_zh_0900_as_cs',
  ...['ai_ci', 'as_ci', 'as_cs'].map((strength) => `utf8mb4_0900_${strength}`),
  ...MYSQL_LANGUAGES.flatMap((language) => [
    `utf8mb4_${language}_0900_ai_ci`,
    `utf8mb4_${language}_0900_as_cs`,
  ]),
].filter((name) => name !== 'utf8mb4_ja_0900_ai_ci');

const MARIADB_OLD = [
  ...COMMON,
  ...UNICODE.flatMap((charset) => [
    `${charset}_croatian_mysql561_ci`,
    `${charset}_general_nopad_ci`,
    `${charset}_nopad_bin`,
    `${charset}_unicode_520_nopad_ci`,
  ]),
  'latin1_swedish_nopad_ci',
];
const MARIADB_ROWS = [
  ...MARIADB_OLD.map((name) => ({ name, charset: name.split('_')[0] ?? null })),
  ...['', ...MARIADB_LANGUAGES.map((language) => `${language}_`)].flatMap((language) =>
    ['', 'nopad_'].flatMap((pad) =>
      STRENGTHS.map((strength) => ({
        name: `uca1400_${language}${pad}${strength}`,
        charset: null,
      })),
    ),
  ),
];

export const server = (
  flavour: 'mysql' | 'mariadb',
  version: string,
  collations: Iterable<string>,
  change: Partial<TargetServer> = {},
): TargetServer => ({
  flavour,
  version,
  collations: new Set(collations),
  plainTimestamps: true,
  uniqueParents: false,
  ...change,
});
export const MYSQL = server('mysql', '9.7.4', MYSQL_COLLATIONS);
export const MARIADB = server('mariadb', '10.11.18-MariaDB', knownCollations(MARIADB_ROWS));
export const MARIADB_106 = server('mariadb', '5.5.5-10.6.20-MariaDB-log', MARIADB_OLD);

export const table = (items: string[], tail = ') ENGINE=InnoDB'): TableDefinition =>
  parseTable(`CREATE TABLE \`t\` (\n${items.map((item) => `  ${item}`).join(',\n')}\n${tail}`);

/** The text of a translated table, or the reason why it is refused. */
export function translate(
  given: TableDefinition,
  source: TargetServer,
  target: TargetServer,
  taken: string[] = [],
): string {
  const result = translateTable(given, source, target, new Set(taken));
  return 'refusal' in result ? result.refusal : tableText(result.value);
}
