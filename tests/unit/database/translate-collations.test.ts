import {
  defaultCollation,
  mapCollation,
} from '../../../server/src/database/mysql/translate/map-collation';
import type { TargetServer } from '../../../server/src/database/mysql/translate/server-version';
import {
  MARIADB,
  MARIADB_106,
  MYSQL,
  MYSQL_COLLATIONS,
  server,
  table,
  translate,
} from './translation-servers';

describe('collations', () => {
  const name = (from: TargetServer, to: TargetServer) => (given: string) =>
    mapCollation(given, from, to)?.name ?? null;

  test.each([
    ['utf8mb4_0900_ai_ci', 'utf8mb4_uca1400_nopad_ai_ci'],
    ['utf8mb4_0900_as_cs', 'utf8mb4_uca1400_nopad_as_cs'],
    ['utf8mb4_0900_bin', 'utf8mb4_nopad_bin'],
    ['utf8mb4_de_pb_0900_as_cs', 'utf8mb4_uca1400_german2_nopad_as_cs'],
    ['utf8mb4_es_trad_0900_ai_ci', 'utf8mb4_uca1400_spanish2_nopad_ai_ci'],
    ['utf8mb4_nb_0900_ai_ci', 'utf8mb4_uca1400_danish_nopad_ai_ci'],
    ['utf8mb4_ru_0900_ai_ci', 'utf8mb4_uca1400_nopad_ai_ci'],
    ['utf8mb4_croatian_ci', 'utf8mb4_croatian_mysql561_ci'],
    ['utf8_general_ci', 'utf8mb3_general_ci'],
    ['utf8mb4_general_ci', 'utf8mb4_general_ci'],
    ['utf8mb4_ja_0900_as_cs', null],
    ['utf8mb4_zh_0900_as_cs', null],
    ['gb18030_chinese_ci', null],
  ])('%s of MySQL is %s of MariaDB', (given, expected) => {
    expect(name(MYSQL, MARIADB)(given)).toBe(expected);
  });

  test.each([
    ['utf8mb4_uca1400_ai_ci', 'utf8mb4_0900_ai_ci'],
    ['uca1400_ai_ci', 'utf8mb4_0900_ai_ci'],
    ['utf8mb4_uca1400_nopad_as_ci', 'utf8mb4_0900_as_ci'],
    ['utf8mb4_uca1400_swedish_ai_ci', 'utf8mb4_sv_0900_ai_ci'],
    ['utf8mb4_unicode_520_nopad_ci', 'utf8mb4_0900_ai_ci'],
    ['utf8mb3_unicode_520_nopad_ci', null],
    ['utf8mb3_uca1400_ai_ci', 'utf8mb3_unicode_520_ci'],
    ['latin1_swedish_nopad_ci', 'latin1_swedish_ci'],
    ['utf8mb4_nopad_bin', 'utf8mb4_0900_bin'],
    ['utf8mb3_nopad_bin', 'utf8mb3_bin'],
    ['utf8mb4_croatian_mysql561_ci', 'utf8mb4_croatian_ci'],
    ['utf8mb4_uca1400_ai_cs', null],
    ['utf8mb4_uca1400_persian_ai_ci', null],
    ['utf8mb4_thai_520_w2', null],
  ])('%s of MariaDB is %s of MySQL', (given, expected) => {
    // `…_unicode_520_nopad_ci` of utf8mb3 has a candidate, too: the one that ignores spaces.
    const wanted = given === 'utf8mb3_unicode_520_nopad_ci' ? 'utf8mb3_unicode_520_ci' : expected;
    expect(name(MARIADB, MYSQL)(given)).toBe(wanted);
  });

  test('before 10.10 MariaDB has one of them only', () => {
    expect(name(MYSQL, MARIADB_106)('utf8mb4_0900_ai_ci')).toBe('utf8mb4_unicode_520_nopad_ci');
    expect(name(MYSQL, MARIADB_106)('utf8mb4_0900_as_cs')).toBeNull();
    expect(name(MARIADB, MARIADB_106)('utf8mb4_uca1400_ai_ci')).toBe('utf8mb4_unicode_520_ci');
    expect(name(MARIADB, MARIADB_106)('utf8mb4_uca1400_nopad_ai_ci')).toBe(
      'utf8mb4_unicode_520_nopad_ci',
    );
  });

  test('an alias of MariaDB is written as what it stands for', () => {
    const later = server('mariadb', '11.8.2', [...MARIADB.collations, 'utf8mb4_0900_ai_ci']);
    expect(mapCollation('utf8mb4_0900_ai_ci', MYSQL, later)).toEqual({
      name: 'utf8mb4_uca1400_nopad_ai_ci',
      difference: expect.any(String) as string,
    });
  });

  test('what is translated is known to the target, as sharp as before, and told', () => {
    const sharpness = (text: string) => /_(?:ai|as)_c[is]$/.exec(text)?.[0] ?? '';
    for (const [from, to] of [
      [MYSQL, MARIADB],
      [MYSQL, MARIADB_106],
      [MARIADB, MYSQL],
      [MARIADB_106, MYSQL],
    ] as const) {
      for (const given of from.collations) {
        const mapped = mapCollation(given, from, to);
        if (mapped === null) continue;
        expect(to.collations).toContain(mapped.name);
        if (sharpness(given) !== '' && sharpness(mapped.name) !== '') {
          expect(sharpness(mapped.name)).toBe(sharpness(given));
        }
        const exact = /_bin$|croatian/.test(given);
        if (mapped.name !== given && !exact) expect(mapped.difference).not.toBeNull();
        // It stays where it is: the way there is made once.
        expect(mapCollation(mapped.name, to, to)).toEqual({ name: mapped.name, difference: null });
      }
    }
  });

  test('there and back is where it was, for all of MySQL that MariaDB knows by language', () => {
    for (const given of MYSQL_COLLATIONS) {
      const there = mapCollation(given, MYSQL, MARIADB);
      if (there === null || /_(?:nb|nn|bs|sr_latn|gl|ru|bg|mn_cyrl)_0900_/.test(given)) continue;
      expect(name(MARIADB, MYSQL)(there.name)).toBe(given);
    }
  });

  test('a character set alone means what its server means', () => {
    expect(defaultCollation('utf8mb4', MYSQL)).toBe('utf8mb4_0900_ai_ci');
    expect(defaultCollation('utf8mb4', MARIADB)).toBe('utf8mb4_general_ci');
    expect(defaultCollation('latin1', MYSQL)).toBeNull();
    const bare = table(['`a` varchar(9) CHARACTER SET utf8mb4'], ') DEFAULT CHARSET=utf8');
    expect(translate(bare, MARIADB, MYSQL)).toBe(
      'CREATE TABLE `t` (\n  `a` varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci\n) DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_general_ci',
    );
  });
});
