import { InsertReader } from '../../../server/src/database/mysql/dump-tool/insert-reader';
import { StrangeOutput } from '../../../server/src/database/mysql/dump-tool/strange-output';

interface Read {
  readonly marks: string[];
  readonly rows: (string | null)[][];
}

/** Reads output in pieces of a size. */
function read(text: string, size: number, unwanted: readonly string[] = []): Read {
  const marks: string[] = [];
  const rows: (string | null)[][] = [];
  const reader = new InsertReader({
    tableBegins: (table) => marks.push(`begin ${table}`),
    tableEnds: (table) => marks.push(`end ${table}`),
    columns: (table, names) => {
      if (names === null) throw new StrangeOutput('an INSERT has no list of columns');
      marks.push(`${table}: ${names.join('|')}`);
      return names.map((name) => !unwanted.includes(name));
    },
    row: (buffer, start, end) => rows.push(valuesOf(buffer.subarray(start, end))),
  });
  const content = Buffer.from(text);
  for (let at = 0; at < content.length; at += size) reader.push(content.subarray(at, at + size));
  reader.end();
  return { marks, rows };
}

/** The wire's form, which is read again where rows are written. */
function valuesOf(row: Buffer): (string | null)[] {
  const values: (string | null)[] = [];
  for (let at = 0; at < row.length;) {
    if (row[at] === 0xfb) {
      values.push(null);
      at += 1;
      continue;
    }
    expect(row[at]).toBe(0xfe);
    const length = Number(row.readBigUInt64LE(at + 1));
    values.push(row.toString('utf8', at + 9, at + 9 + length));
    at += 9 + length;
  }
  return values;
}

const OUTPUT = [
  '/*M!999999\\- enable the sandbox mode */ ',
  "-- it's a comment; INSERT INTO `x` (`y`) VALUES (1);",
  "/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;",
  '',
  "SET @a = ';';",
  '/*!40000 ALTER TABLE `we``ird */ ; ä` DISABLE KEYS */;',
  "INSERT INTO `we``ird */ ; ä` (`VALUES (`, `it's \"`, row_start, `d`) VALUES (1,'a',NULL,-1.5e+10),",
  "(2,'it\\'s \\\"\\\\ \\0\\n\\r\\Z \\t),(;\n-- ',0x00ff,'doubled '' quote'),(3,_binary '\\\\',_utf8mb4 0xC3A4,'');",
  'INSERT INTO `we``ird */ ; ä` (`VALUES (`, `it\'s "`, row_start, `d`) VALUES',
  "(4,'','','😀');",
  '/*!40000 ALTER TABLE `we``ird */ ; ä` ENABLE KEYS */;',
  'COMMIT;',
  '-- Dump completed',
].join('\n');

const EXPECTED = {
  marks: [
    'begin we`ird */ ; ä',
    'we`ird */ ; ä: VALUES (|it\'s "|row_start|d',
    'we`ird */ ; ä: VALUES (|it\'s "|row_start|d',
    'end we`ird */ ; ä',
  ],
  rows: [
    ['1', 'a', null, '-1.5e+10'],
    ['2', 'it\'s "\\ \0\n\r\x1a \t),(;\n-- ', Buffer.from([0, 255]).toString(), "doubled ' quote"],
    ['3', '\\', 'ä', ''],
    ['4', '', '', '😀'],
  ],
};

describe('the output of a dump program', () => {
  test.each([1, 2, 3, 7, 64, 100_000])('is understood in pieces of %d bytes', (size) => {
    expect(read(OUTPUT, size)).toEqual(EXPECTED);
  });

  test('columns that nobody wants are left out', () => {
    const rows = EXPECTED.rows.map(([first, , third]) => [first, third]);
    expect(read(OUTPUT, 5, ['it\'s "', 'd']).rows).toEqual(rows);
  });

  test('large values among small ones', () => {
    const large = 'x'.repeat(9_000_000);
    const small = Array.from({ length: 50_000 }, (_, id) => `(${String(id)},NULL)`).join(',');
    const { rows } = read(
      `INSERT INTO \`t\` (\`a\`, \`b\`) VALUES (0,'${large}'),${small};`,
      65_536,
    );
    expect(rows).toHaveLength(50_001);
    expect(rows[0]?.[1]).toHaveLength(9_000_000);
    expect(rows[50_000]).toEqual(['49999', null]);
  });

  const head = 'INSERT INTO `t` (`a`, `b`) VALUES ';
  test.each([
    ['another statement', 'DROP TABLE `t`;'],
    ['no columns', 'INSERT INTO `t` VALUES (1,2);'],
    ['a call', `${head}(1,SLEEP(9));`],
    ['a name', `${head}(1,b);`],
    ['too many values', `${head}(1,2,3);`],
    ['too few values', `${head}(1);`],
    ['a missing value', `${head}(1,);`],
    ['something after a string', `${head}(1,'a' 'b');`],
    ['an unknown escape', `${head}(1,'\\%');`],
    ['half a byte', `${head}(1,0x123);`],
    ['something between rows', `${head}(1,2) ON DUPLICATE KEY UPDATE a = 1;`],
    ['an end in a row', `${head}(1,'abc`],
    ['an end after a row', `${head}(1,2)`],
    ['an end in a statement', 'INSERT INTO `t`'],
  ])('%s is refused', (_, text) => {
    for (const size of [1, 10_000]) expect(() => read(text, size)).toThrow(StrangeOutput);
  });
});
