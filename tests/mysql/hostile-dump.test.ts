import fc from 'fast-check';
import { writeRow, type Literal } from '../../server/src/database/mysql/write-row';
import { SqlOutput } from '../../server/src/database/mysql/sql-output';
import { readRowFile } from '../../server/src/database/mysql/row-file';
import { readStatements, frameStatement } from '../../server/src/database/mysql/statement-file';
import { parseTable, tableText } from '../../server/src/database/mysql/table-definition';
import { objectText, viewOverStaged } from '../../server/src/database/mysql/object-text';
import { requirePlainTable } from '../../server/src/database/mysql/require-plain-table';
import { encodeTableName } from '../../server/src/database/mysql/entry-names';
import { generatedTables } from '../../server/src/database/mysql/generated-names';
import { TABLES_WITH_MORE } from '../support/tables-with-more';
import { check } from './engine-harness';
import type { StoredObject } from '../../server/src/database/mysql/stored-object';

const HEAD = 'INSERT INTO `t` (`a`, `b`) VALUES\n';
const END = '-- {"kind":"end","rows":1}\n';

/** What `toThrow` compares an error with. */
function withCode(code: string): Error {
  return expect.objectContaining({ code }) as Error;
}

async function rowsOf(content: string | Buffer, size = 7): Promise<number> {
  const bytes = Buffer.from(content as string);
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size)
      yield await Promise.resolve(bytes.subarray(at, at + size));
  }
  let rows = 0;
  for await (const part of readRowFile(pieces(), 'database/10-t-00001.sql'))
    if (!('end' in part)) rows += part.rows;
  return rows;
}

describe('files of rows', () => {
  test.each([
    [`(1,'x');\n`, 1],
    [`(-1.5e-7,NULL),\n(0x00ff,''),\n(_latin1 0xe9,'it\\'s \\\\');\n`, 3],
    [`('\\\\','\\'');\n`, 1],
    [`(-0e0,'),\\n(1');\n`, 1],
  ])('accepts %j', async (rows, count) => {
    for (const size of [1, 2, 7, 1000]) expect(await rowsOf(HEAD + rows + END, size)).toBe(count);
  });

  test.each([
    `(1,SLEEP(5));\n`,
    `(1,(SELECT password FROM admin_users LIMIT 1));\n`,
    `(1,'x') ON DUPLICATE KEY UPDATE a = 1;\n`,
    `(1,'x'); DROP TABLE users;\n`,
    `(1,@@version);\n`,
    `(1,b);\n`,
    `(1,\`b\`);\n`,
    `(1,"x");\n`,
    `(1,/*!50000 SLEEP(1) */ 2);\n`,
    `(1,'x' 'y');\n`,
    `(1,'it''s');\n`,
    `(1,0x0);\n`,
    `(1,0x);\n`,
    `(1,--1);\n`,
    `(1,1 OR 1);\n`,
    `(1,_utf8mb4'x');\n`,
    `(1,_x y);\n`,
    `(1,NULLx);\n`,
    `(1,1e);\n`,
    `(1,'x'),\n;\n`,
    `(1,'x'\n`,
    `(1,'x')\n;\n`,
    `(,);\n`,
  ])('refuses %j', async (rows) => {
    await expect(rowsOf(HEAD + rows)).rejects.toMatchObject({ code: 'DATABASE_CORRUPT' });
  });

  test.each([
    'DROP TABLE t;\n',
    'INSERT INTO t VALUES\n(1);\n',
    'INSERT INTO `t` SELECT * FROM `u`;\n',
    'INSERT INTO `t` (`a`) SELECT 1 FROM (SELECT 1 AS x) VALUES\n(1);\n',
    'INSERT INTO `mysql`.`user` (`a`) VALUES\n(1);\n',
    '-- comment\n',
    '-- {"kind":"end","rows":1} \\! sh\n',
    '# x\n',
    '\\! sh\n;\n',
  ])('refuses the statement %j', async (text) => {
    await expect(rowsOf(text)).rejects.toMatchObject({ code: 'DATABASE_CORRUPT' });
  });

  test('whatever bytes a row has, what is written is read as one row', async () => {
    const literals: Literal[] = [
      { kind: 'text' },
      { kind: 'bytes' },
      { kind: 'charset', charset: 'latin1', asciiSafe: true },
    ];
    const value = fc.option(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc
          .array(
            fc.constantFrom(0x27, 0x5c, 0x0a, 0x3b, 0x29, 0x28, 0x2c, 0x00, 0x0d, 0x1a, 0x41),
            { maxLength: 60 },
          )
          .map((list) => Uint8Array.from(list)),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 90 }),
        async (rows, size) => {
          const out = new SqlOutput(16);
          out.text('INSERT INTO `t` (`a`, `b`, `c`) VALUES\n');
          rows.forEach((row, index) => {
            if (index > 0) out.text(',\n');
            const packet = Buffer.concat(row.map(asWire));
            writeRow(out, literals, packet, 0, packet.length);
          });
          out.text(';\n');
          expect(await rowsOf(out.take(0), size)).toBe(rows.length);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function asWire(value: Uint8Array | null): Buffer {
  if (value === null) return Buffer.from([0xfb]);
  const length =
    value.length < 0xfb
      ? Buffer.from([value.length])
      : Buffer.from([0xfc, value.length & 0xff, value.length >> 8]);
  return Buffer.concat([length, value]);
}

describe('definitions', () => {
  test.each([
    "CREATE TABLE `t` (\n  `a` int\n) ENGINE=FEDERATED CONNECTION='mysql://x'",
    "CREATE TABLE `t` (\n  `a` int\n) ENGINE=InnoDB DATA DIRECTORY='/tmp'",
    'CREATE TABLE `t` (\n  `a` int\n) AS SELECT * FROM `admin_users`',
    'CREATE TABLE `t` (\n  `a` int\n) /*!50000 SELECT * FROM `admin_users` */',
    'CREATE TABLE `t` (\n  `a` int\n) ENGINE=MRG_MyISAM UNION=(`admin_users`)',
    'CREATE TABLE `t` (\n  `a` int\n) ENGINE=CONNECT',
    'CREATE TABLE `t` (\n  `a` int\n); DROP TABLE `u`',
    'CREATE TABLE `t` (\n  `a` int\n) ENGINE=InnoDB IGNORE VALUES (1)',
  ])('refuses %j', (sql) => {
    expect(() => requirePlainTable(parseTable(sql))).toThrow(withCode('STAGING_MISMATCH'));
  });

  test.each(TABLES_WITH_MORE)('a table %s is not even verified', async (_, sql) => {
    const name = /`([^`]+)`/.exec(sql)?.[1] ?? '';
    const schema = Buffer.concat([
      frameStatement({ kind: 'dump', client: 'mysql', version: '8.0.40' }, 'SET NAMES utf8mb4'),
      frameStatement({ kind: 'table', name }, sql),
    ]);
    const entries = [
      { name: 'database/00-schema.sql', content: schema },
      { name: 'database/90-finish.sql', content: Buffer.alloc(0) },
    ];
    const facts = { name, rows: 0, largestRow: null, endMarker: '0', own: false };
    await expect(check(entries, [facts])).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:STAGING_MISMATCH|DATABASE_CORRUPT)$/) as string,
    });
  });

  test.each([
    'CREATE TABLE `t` LIKE `u`',
    'CREATE TABLE t (a int)',
    'CREATE OR REPLACE TABLE `t` (`a` int)',
    'CREATE TABLE `m`.`t` (\n  `a` int\n)',
    'CREATE TABLE `t` (`a` int',
  ])('does not know %j', (sql) => {
    expect(() => parseTable(sql)).toThrow(withCode('DATABASE_CORRUPT'));
  });

  test('takes foreign keys out and leaves the rest as it was', () => {
    const sql =
      "CREATE TABLE `t``x` (\n  `a, CONSTRAINT` int COMMENT 'FOREIGN KEY (\\'), (',\n  KEY `k` (`a`),\n  CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`id`),\n  CONSTRAINT `c` CHECK ((`a` > 0))\n) ENGINE=InnoDB";
    const table = parseTable(sql);
    expect(table.foreignKeys).toEqual(['CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`id`)']);
    expect(tableText(table)).toBe(
      sql.replace('  CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `p` (`id`),\n', ''),
    );
  });
});

describe('statements', () => {
  test('are found by their length, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 80 })), (texts) => {
        const file = Buffer.concat(
          texts.map((text, index) => frameStatement({ kind: 'table', name: String(index) }, text)),
        );
        expect([...readStatements(file, 'x')].map(({ sql }) => sql.toString())).toEqual(
          texts.map((text) => Buffer.from(text).toString()),
        );
      }),
    );
  });

  test.each([
    'DROP TABLE x;\n',
    '-- {"kind":"table","bytes":3}\nabc',
    '-- {"kind":"grant","bytes":1}\nx;\n',
    '-- {"kind":"table","bytes":-1}\n;\n',
    'DELIMITER \\!\n',
    '-- {"kind":"table","bytes":1}\nx;x\n',
  ])('refuses %j', (text) => {
    expect(() => [...readStatements(Buffer.from(text), 'x')]).toThrow(withCode('DATABASE_CORRUPT'));
  });
});

describe('objects', () => {
  const object = (
    kind: StoredObject['kind'],
    sql: string,
    table: string | null = null,
  ): StoredObject => ({
    kind,
    name: 'x',
    table,
    sql: Buffer.from(sql),
    columns: [],
    session: { sqlMode: '', charset: 'utf8mb4', collation: 'utf8mb4_bin', timeZone: null },
  });

  test.each([
    object('view', 'DROP TABLE `x`'),
    object(
      'view',
      'CREATE ALGORITHM=UNDEFINED DEFINER=`a`@`b` SQL SECURITY DEFINER VIEW `y` AS select 1',
    ),
    object(
      'trigger',
      'CREATE DEFINER=`a`@`b` TRIGGER `x` BEFORE INSERT ON `other` FOR EACH ROW SET @a = 1',
      't',
    ),
    object('procedure', 'CREATE DEFINER=`a`@`b` FUNCTION `x`() RETURNS int RETURN 1'),
    object('event', 'CREATE DEFINER=`a`@`b` EVENT `x` DO DROP TABLE t'),
  ])('refuses what is not the object that it says it is', (strange) => {
    expect(() => objectText(strange, {})).toThrow(withCode('STAGING_MISMATCH'));
  });

  test('a trial of a view reads the staged tables, and only those', () => {
    const staged = new Map([
      ['t', 'n1'],
      ['u', 'n2'],
      ['c', 'n3'],
    ]);
    const over = (text: string) => viewOverStaged(Buffer.from(text), staged).toString();
    expect(over('select `t`.`c` AS `u` from `t`')).toBe('select `t`.`c` AS `u` from `n1` `t`');
    expect(
      over(
        'select `a`.`t` from ((`t` `a` join `u` on((`a`.`c` = `u`.`c`))) left join `other`.`t` on(1))',
      ),
    ).toBe(
      'select `a`.`t` from ((`n1` `a` join `n2` `u` on((`a`.`c` = `u`.`c`))) left join `other`.`t` on(1))',
    );
    expect(over("select 'from `t`' AS `x`,extract(year from `t`.`c`) AS `y` from `v`")).toBe(
      "select 'from `t`' AS `x`,extract(year from `t`.`c`) AS `y` from `v`",
    );
  });
});

describe('names', () => {
  test('no two tables share a file', () => {
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 64 }), (name) => {
        const encoded = encodeTableName(name).toLowerCase();
        expect(encoded).toMatch(/^[a-z0-9_%~]{1,200}$/);
        const plain = Buffer.from(name).toString();
        expect(seen.get(encoded) ?? plain).toBe(plain);
        seen.set(encoded, plain);
      }),
      { numRuns: 2_000 },
    );
    expect(encodeTableName('Articles')).not.toBe(encodeTableName('articles'));
  });

  test('a table is a leftover of ours only beside its state', () => {
    expect(generatedTables(['bkv_abcdefghijkl_n00001', 'articles']).size).toBe(0);
    expect([
      ...generatedTables(['bkv_abcdefghijkl_n00001', 'bkv_abcdefghijkl_state', 'bkv_mine']),
    ]).toEqual(['bkv_abcdefghijkl_n00001', 'bkv_abcdefghijkl_state']);
  });
});
