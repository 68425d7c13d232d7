import fc from 'fast-check';

export interface GeneratedTable {
  readonly name: string;
  readonly statements: readonly string[];
}

interface ColumnKind {
  readonly type: string;
  readonly value: fc.Arbitrary<string>;
}

const hex = (bytes: Uint8Array): string =>
  bytes.length === 0 ? `''` : `0x${Buffer.from(bytes).toString('hex')}`;

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map(hex);

/** Text of any characters, handed over in hex so that the test does not rely on escaping. */
const text = (charset: string, maxLength: number, max = 0x10ffff) =>
  fc
    .array(
      fc.integer({ min: 0, max }).filter((code) => code < 0xd800 || code > 0xdfff),
      { maxLength },
    )
    .map((codes) => {
      const content = Buffer.from(String.fromCodePoint(...codes));
      return content.length === 0
        ? `''`
        : `CONVERT(_utf8mb4 0x${content.toString('hex')} USING ${charset})`;
    });

const bigint = (min: bigint, max: bigint) => fc.bigInt({ min, max }).map(String);

const digits = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...Array.from('0123456789')),
    minLength: 1,
    maxLength: length,
  });

const decimal = (whole: number, fraction: number) =>
  fc
    .tuple(fc.boolean(), digits(whole), digits(fraction))
    .map(([negative, left, right]) => `'${negative ? '-' : ''}${left}.${right}'`);

const two = (max: number, min = 0) =>
  fc.integer({ min, max }).map((number) => String(number).padStart(2, '0'));

const date = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), two(12), two(28))
  .map(([year, month, day]) => `${String(year).padStart(4, '0')}-${month}-${day}`);

const time = fc.tuple(two(23), two(59), two(59)).map((parts) => parts.join(':'));

const micros = fc
  .integer({ min: 0, max: 999_999 })
  .map((number) => String(number).padStart(6, '0'));

const KINDS: readonly ColumnKind[] = [
  { type: 'TINYINT', value: bigint(-128n, 127n) },
  { type: 'BIGINT', value: bigint(-(2n ** 63n), 2n ** 63n - 1n) },
  { type: 'BIGINT UNSIGNED', value: bigint(0n, 2n ** 64n - 1n) },
  { type: 'INT(7) ZEROFILL', value: bigint(0n, 2n ** 32n - 1n) },
  { type: 'DECIMAL(65,30)', value: decimal(35, 30) },
  { type: 'DECIMAL(5,0)', value: bigint(-99_999n, 99_999n) },
  {
    type: 'FLOAT',
    value: fc
      .float({ noNaN: true, noDefaultInfinity: true })
      .map((number) => (Object.is(number, -0) ? '-0e0' : String(number))),
  },
  { type: 'FLOAT(9,3)', value: decimal(6, 3) },
  {
    type: 'DOUBLE',
    value: fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((number) => (Object.is(number, -0) ? '-0e0' : String(number))),
  },
  { type: 'BIT(1)', value: fc.constantFrom(`b'0'`, `b'1'`) },
  { type: 'BIT(33)', value: bigint(0n, 2n ** 33n - 1n) },
  {
    type: 'YEAR',
    value: fc.oneof(fc.constant('0'), fc.integer({ min: 1901, max: 2155 }).map(String)),
  },
  { type: 'DATE', value: date.map((day) => `'${day}'`) },
  {
    type: 'DATETIME(6)',
    value: fc.tuple(date, time, micros).map(([day, clock, part]) => `'${day} ${clock}.${part}'`),
  },
  {
    type: 'TIMESTAMP(3) NULL DEFAULT NULL',
    value: fc
      .integer({ min: 1, max: 2_147_483_647 })
      .map((seconds) => `FROM_UNIXTIME(${String(seconds)}.125)`),
  },
  {
    type: 'TIME(6)',
    value: fc
      .tuple(fc.boolean(), fc.integer({ min: 0, max: 837 }), two(59), two(59), micros)
      .map(
        ([negative, hours, minutes, seconds, part]) =>
          `'${negative ? '-' : ''}${String(hours)}:${minutes}:${seconds}.${part}'`,
      ),
  },
  { type: 'CHAR(20) CHARACTER SET utf8mb4', value: text('utf8mb4', 20) },
  { type: 'VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', value: text('utf8mb4', 60) },
  { type: 'VARCHAR(60) CHARACTER SET latin1', value: text('latin1', 60, 0xff) },
  { type: 'VARCHAR(40) CHARACTER SET utf8mb3', value: text('utf8mb3', 40, 0xffff) },
  { type: 'VARCHAR(40) CHARACTER SET utf16', value: text('utf16', 40) },
  { type: 'VARCHAR(40) CHARACTER SET koi8r', value: text('koi8r', 40, 0x4ff) },
  { type: 'VARCHAR(40) CHARACTER SET sjis', value: text('sjis', 40, 0xffff) },
  { type: 'VARCHAR(40) CHARACTER SET gbk', value: text('gbk', 40, 0xffff) },
  { type: 'VARCHAR(40) CHARACTER SET cp1251', value: text('cp1251', 40, 0x4ff) },
  { type: 'LONGTEXT CHARACTER SET utf8mb4', value: text('utf8mb4', 300) },
  { type: 'BINARY(7)', value: bytes(7) },
  { type: 'VARBINARY(100)', value: bytes(100) },
  { type: 'LONGBLOB', value: bytes(600) },
  {
    type: 'JSON',
    value: fc
      .json({ maxDepth: 2 })
      .map(
        (content) => `CONVERT(_utf8mb4 0x${Buffer.from(content).toString('hex')} USING utf8mb4)`,
      ),
  },
  { type: `ENUM('a', 'it''s', 'ü', '\\\\', '')`, value: fc.constantFrom('1', '2', '3', '4', '5') },
  { type: `SET('x', 'y''', 'z')`, value: bigint(0n, 7n) },
  {
    type: 'POINT',
    value: fc
      .tuple(fc.integer(), fc.integer())
      .map(([x, y]) => `ST_GeomFromText('POINT(${String(x)} ${String(y / 8)})')`),
  },
];

const identifier = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...Array.from(`aZ_\`'"$ /\\%.;,()#-é表`)),
      fc.constantFrom(...Array.from('abcdefg')),
    ),
    minLength: 1,
    maxLength: 24,
  })
  .filter((name) => !name.endsWith(' '));

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** A table of any columns with any rows; its name is unique by a number. */
export function generatedTable(number: number): fc.Arbitrary<GeneratedTable> {
  return fc
    .record({
      word: identifier,
      columns: fc.uniqueArray(fc.tuple(identifier, fc.integer({ min: 0, max: KINDS.length - 1 })), {
        minLength: 1,
        maxLength: 6,
        // Names are compared by the server without regard to case and accents.
        selector: ([name]) =>
          name
            .normalize('NFD')
            .replace(/[\u0300-\u036f]/g, '')
            .toLowerCase()
            .trim(),
      }),
      keyed: fc.boolean(),
    })
    .chain(({ word, columns, keyed }) => {
      const kinds = columns.map(([, kind]) => KINDS[kind]!);
      const row = fc.tuple(
        ...kinds.map(({ value }) => fc.option(value, { freq: 6 }).map((sql) => sql ?? 'NULL')),
      );
      return fc.array(row, { maxLength: 8 }).map((rows) => {
        const name = `${word.slice(0, 16)}${String(number)}`;
        const definitions = columns.map(
          ([column], index) => `${quote(`c${column}`)} ${kinds[index]!.type}`,
        );
        if (keyed) definitions.unshift('id INT AUTO_INCREMENT PRIMARY KEY');
        const names = columns.map(([column]) => quote(`c${column}`)).join(', ');
        return {
          name,
          statements: [
            `CREATE TABLE ${quote(name)} (${definitions.join(', ')})`,
            ...rows.map(
              (values) =>
                `INSERT IGNORE INTO ${quote(name)} (${names}) VALUES (${values.join(', ')})`,
            ),
          ],
        };
      });
    });
}
