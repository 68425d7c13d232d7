import type { Literal } from './write-row';

const NUMBERS: ReadonlySet<string> = new Set([
  'tinyint',
  'smallint',
  'mediumint',
  'int',
  'bigint',
  'decimal',
  'float',
  'double',
  'year',
]);

const BYTES: ReadonlySet<string> = new Set([
  'bit',
  'binary',
  'varbinary',
  'tinyblob',
  'blob',
  'mediumblob',
  'longblob',
  'geometry',
  'point',
  'linestring',
  'polygon',
  'multipoint',
  'multilinestring',
  'multipolygon',
  'geometrycollection',
  'geomcollection',
  'vector',
]);

/** Character sets in which bytes below 128 are not always ASCII, or parts of a longer character. */
const NOT_ASCII: ReadonlySet<string> = new Set([
  'ucs2',
  'utf16',
  'utf16le',
  'utf32',
  'sjis',
  'cp932',
  'swe7',
  'gbk',
  'gb18030',
  'big5',
]);

/**
 * How the values of a column are written.
 *
 * @param type DATA_TYPE of information_schema
 * @param charset of the column; null when it has none
 */
export function columnLiteral(type: string, charset: string | null): Literal {
  const name = type.toLowerCase();
  if (NUMBERS.has(name)) return { kind: 'number' };
  if (BYTES.has(name)) return { kind: 'bytes' };
  if (charset === null || charset === 'utf8mb4' || charset === 'utf8mb3' || charset === 'utf8') {
    return { kind: 'text' };
  }
  return { kind: 'charset', charset, asciiSafe: !NOT_ASCII.has(charset) };
}
