import type { StoredObject } from '../../../server/src/database/mysql/stored-object';
import { requireForeignKeys } from '../../../server/src/database/mysql/translate/foreign-key-obstacles';
import { noteSentences } from '../../../server/src/database/mysql/translate/note-sentences';
import { type TargetServer } from '../../../server/src/database/mysql/translate/server-version';
import { translateObject } from '../../../server/src/database/mysql/translate/translate-object';
import { translateSequence } from '../../../server/src/database/mysql/translate/translate-sequence';
import { translateTable } from '../../../server/src/database/mysql/translate/translate-table';
import { MARIADB, MARIADB_106, MYSQL, server, table, translate } from './translation-servers';

const toMariadb = (item: string, target = MARIADB) => translate(table([item]), MYSQL, target);
const toMysql = (item: string, target = MYSQL) => translate(table([item]), MARIADB, target);

describe('from MySQL to MariaDB', () => {
  test.each([
    [
      '`j` json NOT NULL',
      '`j` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL CHECK (json_valid(`j`))',
    ],
    [
      "`j` json DEFAULT (json_array(_utf8mb4'a')) COMMENT 'json'",
      "`j` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT (json_array('a')) COMMENT 'json' CHECK (json_valid(`j`))",
    ],
    [
      '`s` int GENERATED ALWAYS AS ((`id` * 2)) STORED NOT NULL',
      '`s` int GENERATED ALWAYS AS ((`id` * 2)) STORED CHECK (`s` is not null)',
    ],
    ['`h` int DEFAULT NULL /*!80023 INVISIBLE */', '`h` int DEFAULT NULL INVISIBLE'],
    ["`h` int COMMENT '/*!80023 INVISIBLE */'", "`h` int COMMENT '/*!80023 INVISIBLE */'"],
    ['`g` geomcollection /*!80003 SRID 0 */', '`g` geometrycollection'],
    ['KEY `k` (`a` DESC) /*!80000 INVISIBLE */', 'KEY `k` (`a` DESC) IGNORED'],
    [
      "CONSTRAINT `c` CHECK ((`a` <> _utf8mb4'it\\'s'))",
      "CONSTRAINT `c` CHECK ((`a` <> 'it\\'s'))",
    ],
    [
      "`a` varchar(9) DEFAULT 'x collate utf8mb4_0900_ai_ci'",
      "`a` varchar(9) DEFAULT 'x collate utf8mb4_0900_ai_ci'",
    ],
    ['`a` bigint unsigned NOT NULL AUTO_INCREMENT', '`a` bigint unsigned NOT NULL AUTO_INCREMENT'],
    [
      "`a` enum('json','it''s)') CHARACTER SET utf8mb3 DEFAULT 'json'",
      "`a` enum('json','it''s)') CHARACTER SET utf8mb3 COLLATE utf8mb3_general_ci DEFAULT 'json'",
    ],
  ])('%s', (item, expected) => {
    expect(toMariadb(item)).toBe(`CREATE TABLE \`t\` (\n  ${expected}\n) ENGINE=InnoDB`);
  });

  test.each([
    [
      'KEY `f` (((`a` + 1)))',
      /^The table t of the backup cannot be restored into MariaDB 10\.11: its index f .+ Drop the index/,
    ],
    ['KEY `f` (`a`,(upper(`b`)))', /index f/],
    ['CONSTRAINT `c` CHECK ((`a` > 0)) /*!80016 NOT ENFORCED */', /check c is NOT ENFORCED/],
    ['`g` point NOT NULL /*!80003 SRID 4326 */', /^The column t\.g .+ SRID 4326/],
    ['`h` int NOT NULL /*!80023 INVISIBLE */', /^The column t\.h /],
    ['`v` vector(3) DEFAULT NULL', /^The column t\.v /],
    ['`a` varchar(9) CHARACTER SET gb18030', /^The column t\.a .+ gb18030/],
    ['`a` varchar(9) COLLATE utf8mb4_zh_0900_as_cs', /^The column t\.a .+ utf8mb4_zh_0900_as_cs/],
    [
      "`a` varchar(9) DEFAULT (concat(_latin1 0xe9,_utf8mb4'y'))",
      /^The column t\.a .+_latin1 0xe9/,
    ],
    ["`a` varchar(9) DEFAULT (_latin1'a\\\\b')", /^The column t\.a .+ escapes/],
    ['FULLTEXT KEY `f` (`a`) /*!50100 WITH PARSER `ngram` */', /index f .+ parser/],
    ['`a` int /*!80023 INVISIBLE, `b` int */', /version comment/],
  ])('refuses %s', (item, expected) => {
    expect(toMariadb(item)).toMatch(expected);
  });

  test('a vector goes into a MariaDB that has them', () => {
    const later = server('mariadb', '11.8.2', MARIADB.collations);
    expect(toMariadb('`v` vector(3) DEFAULT NULL', later)).toContain('`v` vector(3) DEFAULT NULL');
  });

  test('options of the storage are left out, and partitions come out of their comment', () => {
    const given = table(
      ['`a` int'],
      ") ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci STATS_PERSISTENT=0 COMPRESSION='zlib' /*!80016 ENCRYPTION='Y' */ /*!80023 AUTOEXTEND_SIZE=4194304 */ SECONDARY_ENGINE=rapid COMMENT='ENGINE=NDB, COMPRESSION=1'\n/*!50100 PARTITION BY HASH (`a`)\nPARTITIONS 2 */",
    );
    const result = translateTable(given, MYSQL, MARIADB);
    if ('refusal' in result) throw new Error(result.refusal);
    expect(result.value.tail).toBe(
      ") ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_nopad_ai_ci STATS_PERSISTENT=0 COMMENT='ENGINE=NDB, COMPRESSION=1'\nPARTITION BY HASH (`a`)\nPARTITIONS 2",
    );
    expect(noteSentences(result.notes).join(' ')).toMatch(
      /COMPRESSION.+encrypted.+AUTOEXTEND_SIZE|COMPRESSION.+AUTOEXTEND_SIZE.+encrypted/,
    );
  });

  test('a timestamp that would follow the clock is told of', () => {
    const implicit = { ...MARIADB_106, plainTimestamps: false };
    const result = translateTable(table(['`a` timestamp NOT NULL']), MYSQL, implicit);
    expect('notes' in result && result.notes.map(({ place }) => place.column)).toEqual(['a']);
  });
});

describe('from MariaDB to MySQL', () => {
  test.each([
    [
      '`u` uuid DEFAULT uuid()',
      '`u` char(36) CHARACTER SET ascii COLLATE ascii_general_ci DEFAULT (uuid())',
    ],
    [
      '`i` inet6 DEFAULT NULL',
      '`i` varchar(39) CHARACTER SET ascii COLLATE ascii_general_ci DEFAULT NULL',
    ],
    [
      "`a` varchar(9) DEFAULT concat('a','), COMMENT') COMMENT 'x'",
      "`a` varchar(9) DEFAULT (concat('a','), COMMENT')) COMMENT 'x'",
    ],
    ["`a` text DEFAULT 'it\\'s'", "`a` text DEFAULT ('it\\'s')"],
    ['`a` text DEFAULT NULL', '`a` text DEFAULT NULL'],
    ['`a` int(11) DEFAULT -5', '`a` int(11) DEFAULT -5'],
    ['`a` double DEFAULT 1e100', '`a` double DEFAULT 1e100'],
    ["`a` bit(8) DEFAULT b'101'", "`a` bit(8) DEFAULT b'101'"],
    ["`a` int(11) DEFAULT (1 + 2) COMMENT 'y'", "`a` int(11) DEFAULT (1 + 2) COMMENT 'y'"],
    [
      '`a` datetime(3) DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3)',
      '`a` datetime(3) DEFAULT current_timestamp(3) ON UPDATE current_timestamp(3)',
    ],
    [
      '`a` varchar(30) DEFAULT current_timestamp()',
      '`a` varchar(30) DEFAULT (current_timestamp())',
    ],
    ['`a` text /*M!100301 COMPRESSED*/ DEFAULT NULL', '`a` text  DEFAULT NULL'],
    [
      '`a` int(11) GENERATED ALWAYS AS (`b` + 1) PERSISTENT',
      '`a` int(11) GENERATED ALWAYS AS (`b` + 1)  STORED',
    ],
    ['KEY `k` (`a` DESC) IGNORED', 'KEY `k` (`a` DESC) INVISIBLE'],
    [
      "`a` varchar(9) COLLATE utf8mb4_uca1400_ai_ci DEFAULT 'x'",
      "`a` varchar(9) COLLATE utf8mb4_0900_ai_ci DEFAULT 'x'",
    ],
  ])('%s', (item, expected) => {
    expect(toMysql(item).replace(/ +/g, ' ')).toBe(
      `CREATE TABLE \`t\` (\n  ${expected}\n) ENGINE=InnoDB`.replace(/ +/g, ' '),
    );
  });

  test('a check of a column becomes one of the table, under a name that follows it', () => {
    const given = table([
      "`j` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT '{}' COMMENT 'CHECK (' CHECK (json_valid(`j`))",
      '`k` int(11) DEFAULT NULL CHECK (`k` > 0)',
      'CONSTRAINT `t_chk_1` CHECK (`k` < 9)',
      'CONSTRAINT `positive` CHECK (`k` > 0)',
    ]);
    expect(translate(given, MARIADB, MYSQL, ['positive'])).toBe(
      [
        'CREATE TABLE `t` (',
        "  `j` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT ('{}') COMMENT 'CHECK (',",
        '  `k` int(11) DEFAULT NULL,',
        '  CONSTRAINT `t_chk_1` CHECK (`k` < 9),',
        '  CONSTRAINT `t_chk_2` CHECK (`k` > 0),',
        '  CONSTRAINT `t_chk_3` CHECK (json_valid(`j`)),',
        '  CONSTRAINT `t_chk_4` CHECK (`k` > 0)',
        ') ENGINE=InnoDB',
      ].join('\n'),
    );
  });

  test.each([
    ['`d` decimal(60,35) DEFAULT NULL', /^The column t\.d .+ 35 digits/],
    ['`a` int(11) DEFAULT nextval(`s`)', /^The column t\.a .+ sequence/],
    ['PERIOD FOR `p` (`a`, `b`)', /period `p`/],
    ['UNIQUE KEY `k` (`a`,`p` WITHOUT OVERLAPS)', /key k is WITHOUT OVERLAPS/],
    ['VECTOR KEY `k` (`a`)', /vector index/],
    ['`a` varchar(9) COLLATE utf8mb4_uca1400_ai_cs', /^The column t\.a .+ utf8mb4_uca1400_ai_cs/],
  ])('refuses %s', (item, expected) => {
    expect(toMysql(item)).toMatch(expected);
  });

  test('a key over a whole text is refused, one over its beginning is not', () => {
    const keyed = (key: string) => translate(table(['`x` text DEFAULT NULL', key]), MARIADB, MYSQL);
    expect(keyed('UNIQUE KEY `k` (`x`) USING HASH')).toMatch(/^The column t\.x .+ the key k/);
    expect(keyed('KEY `k` (`x`(10))')).toContain('KEY `k` (`x`(10))');
    expect(keyed('FULLTEXT KEY `k` (`x`)')).toContain('FULLTEXT KEY `k` (`x`)');
  });

  test('Aria becomes InnoDB, and what only MariaDB stores is left out', () => {
    const tail = (text: string) => translate(table(['`a` int'], text), MARIADB, MYSQL);
    expect(
      tail(
        ') ENGINE=Aria DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci PAGE_CHECKSUM=1 ROW_FORMAT=PAGE TRANSACTIONAL=1',
      ),
    ).toMatch(/\) ENGINE=InnoDB DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci$/);
    expect(
      tail(") ENGINE=InnoDB `page_compressed`=1 `ENCRYPTED`=YES COMMENT='`page_compressed`=1'"),
    ).toMatch(/\) ENGINE=InnoDB COMMENT='`page_compressed`=1'$/);
    expect(tail(') ENGINE=InnoDB WITH SYSTEM VERSIONING')).toMatch(/system-versioned/);
    expect(tail(') ENGINE=ROCKSDB')).toMatch(/storage engine ROCKSDB/);
  });

  test('sequences are refused', () => {
    expect(translateSequence('s', 'CREATE SEQUENCE `s`', MARIADB, MYSQL)).toMatchObject({
      refusal: expect.stringMatching(/^The sequence s .+ MySQL has no sequences/) as string,
    });
    expect(translateSequence('s', 'x', MARIADB, MARIADB_106)).toEqual({ value: 'x', notes: [] });
  });
});

describe('objects', () => {
  const object = (kind: StoredObject['kind'], sql: string, sqlMode = ''): StoredObject => ({
    kind,
    name: 'x',
    table: null,
    sql: Buffer.from(sql),
    columns: [],
    session: { sqlMode, charset: 'utf8mb4', collation: 'utf8mb4_0900_ai_ci', timeZone: null },
  });
  const moved = (given: StoredObject, from: TargetServer, to: TargetServer) => {
    const result = translateObject(given, from, to);
    if ('refusal' in result) return { refusal: result.refusal, text: '', mode: '', collation: '' };
    const { sql, session } = result.value;
    return {
      refusal: '',
      text: sql.toString(),
      mode: session.sqlMode,
      collation: session.collation,
    };
  };

  test('collations of the session and of the text, but not in its strings', () => {
    const given = object(
      'function',
      "CREATE DEFINER=`a`@`b` FUNCTION `x`() RETURNS varchar(9) CHARSET utf8mb4\nRETURN 'é COLLATE utf8mb4_0900_ai_ci' COLLATE 'utf8mb4_0900_as_cs'",
    );
    expect(moved(given, MYSQL, MARIADB)).toEqual({
      refusal: '',
      text: "CREATE DEFINER=`a`@`b` FUNCTION `x`() RETURNS varchar(9) CHARSET utf8mb4 COLLATE utf8mb4_uca1400_nopad_ai_ci\nRETURN 'é COLLATE utf8mb4_0900_ai_ci' COLLATE utf8mb4_uca1400_nopad_as_cs",
      mode: 'TIME_ROUND_FRACTIONAL',
      collation: 'utf8mb4_uca1400_nopad_ai_ci',
    });
  });

  test('modes are turned over, and turned back', () => {
    for (const mode of ['ANSI_QUOTES', 'ANSI_QUOTES,TIME_TRUNCATE_FRACTIONAL']) {
      const there = moved(object('procedure', 'x', mode), MYSQL, MARIADB).mode;
      const back = moved(
        {
          ...object('procedure', 'x', there ?? ''),
          session: {
            sqlMode: there,
            charset: 'utf8mb4',
            collation: 'utf8mb4_general_ci',
            timeZone: null,
          },
        },
        MARIADB,
        MYSQL,
      );
      expect(back.mode).toBe(mode);
    }
    const oracle = { ...object('procedure', 'x', 'PIPES_AS_CONCAT,ORACLE') };
    expect(moved(oracle, MARIADB, MYSQL).refusal).toMatch(/SQL mode ORACLE/);
  });

  test('code that only the one reads is refused', () => {
    expect(
      moved(object('procedure', 'BEGIN /*!80000 DO 1; */ END'), MYSQL, MARIADB).refusal,
    ).toMatch(/version comment/);
    expect(
      moved(object('procedure', "BEGIN DO '/*!80000'; /*!50003 DO 1 */; END"), MYSQL, MARIADB)
        .refusal,
    ).toBe('');
    const maria = object('procedure', 'BEGIN /*M!100301 DO 1; */ END');
    expect(
      moved(
        { ...maria, session: { ...maria.session, collation: 'utf8mb4_general_ci' } },
        MARIADB,
        MYSQL,
      ).refusal,
    ).toMatch(/version comment/);
  });
});

describe('foreign keys', () => {
  const parent = {
    name: 'p',
    definition: table(['`a` int', '`b` int', 'UNIQUE KEY `u` (`b`)', 'KEY `k` (`a`)']),
    foreignKeys: [],
  };
  const child = (name: string, key: string, items = ['`a` int']) => ({
    name,
    definition: table(items),
    foreignKeys: [key],
  });
  const strict = { ...MYSQL, uniqueParents: true };
  const reason = (tables: Parameters<typeof requireForeignKeys>[0], target: TargetServer) => {
    const result = requireForeignKeys(tables, target);
    return 'refusal' in result ? result.refusal : '';
  };

  test('into what is not a unique key', () => {
    const loose = child('c', 'CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`a`)');
    expect(reason([parent, loose], strict)).toMatch(
      /^The column c\.a .+ foreign key f .+ not a unique key/,
    );
    expect(reason([parent, loose], MYSQL)).toBe('');
    expect(
      reason([parent, child('c', 'CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`b`)')], strict),
    ).toBe('');
  });

  test('that may change what a check reads', () => {
    const items = ['`a` int', 'CONSTRAINT `x` CHECK (`a` > 0)'];
    const key = 'CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`b`)';
    expect(reason([parent, child('c', `${key} ON DELETE SET NULL`, items)], MYSQL)).toMatch(
      /^The column c\.a /,
    );
    expect(reason([parent, child('c', `${key} ON DELETE CASCADE`, items)], MYSQL)).toBe('');
    expect(reason([parent, child('c', `${key} ON DELETE SET NULL`, items)], MARIADB)).toBe('');
  });

  test('of the same name in two tables', () => {
    const key = 'CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`b`)';
    expect(reason([parent, child('c', key), child('d', key)], MYSQL)).toMatch(
      /^The table d .+ key f /,
    );
  });
});
