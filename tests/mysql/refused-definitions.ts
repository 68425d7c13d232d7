/** What MySQL has and MariaDB has not: what it is, how it is made, what the refusal says. */
export const REFUSED_BY_MARIADB: [string, string, RegExp][] = [
  [
    'an index over an expression',
    'CREATE TABLE t (id INT PRIMARY KEY, KEY fun ((id + 1)))',
    /table t .+ index fun is over an expression/,
  ],
  [
    'a multi-valued index',
    `CREATE TABLE t (id INT PRIMARY KEY, j JSON, KEY mv ((CAST(j->'$.a' AS UNSIGNED ARRAY))))`,
    /table t .+ index mv is over an expression/,
  ],
  [
    'an unenforced check',
    'CREATE TABLE t (id INT PRIMARY KEY, CONSTRAINT off CHECK (id > 0) NOT ENFORCED)',
    /table t .+ check off is NOT ENFORCED/,
  ],
  [
    'a reference system',
    'CREATE TABLE t (id INT PRIMARY KEY, g POINT NOT NULL SRID 4326)',
    /column t\.g .+ SRID 4326/,
  ],
  ['a vector', 'CREATE TABLE t (id INT PRIMARY KEY, v VECTOR(3))', /column t\.v .+ VECTOR/],
  [
    'a hidden column without a default',
    'CREATE TABLE t (id INT PRIMARY KEY, h INT NOT NULL INVISIBLE)',
    /column t\.h .+ invisible, NOT NULL/,
  ],
  [
    'an order that MariaDB has not',
    'CREATE TABLE t (id INT PRIMARY KEY, n VARCHAR(9) COLLATE utf8mb4_ja_0900_as_cs)',
    /column t\.n .+ utf8mb4_ja_0900_as_cs/,
  ],
  [
    'a default collation that MariaDB has not',
    'CREATE TABLE t (id INT PRIMARY KEY) COLLATE utf8mb4_zh_0900_as_cs',
    /table t .+ utf8mb4_zh_0900_as_cs/,
  ],
  [
    'a character set that MariaDB has not',
    'CREATE TABLE t (id INT PRIMARY KEY, n VARCHAR(9) CHARACTER SET gb18030)',
    /column t\.n .+ gb18030/,
  ],
  [
    'a parser',
    'CREATE TABLE t (id INT PRIMARY KEY, x TEXT, FULLTEXT KEY words (x) WITH PARSER ngram)',
    /table t .+ index words .+ parser/,
  ],
  [
    'a view in such an order',
    `CREATE VIEW v AS SELECT 'a' COLLATE utf8mb4_ja_0900_as_cs AS x`,
    /view v .+ utf8mb4_ja_0900_as_cs/,
  ],
];

/** The other way round. */
export const REFUSED_BY_MYSQL: [string, string[], RegExp][] = [
  ['a sequence', ['CREATE SEQUENCE s'], /sequence s .+ MySQL has no sequences/],
  [
    'a versioned table',
    ['CREATE TABLE t (id INT PRIMARY KEY) WITH SYSTEM VERSIONING'],
    /table t .+ system-versioned/,
  ],
  [
    'a period',
    ['CREATE TABLE t (id INT, a DATE, b DATE, PERIOD FOR p (a, b))'],
    /table t .+ period `p`/,
  ],
  [
    'a key over a whole text',
    ['CREATE TABLE t (id INT PRIMARY KEY, x TEXT, UNIQUE KEY long_uq (x))'],
    /column t\.x .+ key long_uq/,
  ],
  [
    'more digits than 30',
    ['CREATE TABLE t (id INT PRIMARY KEY, d DECIMAL(60,35))'],
    /column t\.d .+ 35 digits/,
  ],
  [
    'an order that MySQL has not',
    ['CREATE TABLE t (id INT PRIMARY KEY, n VARCHAR(9) COLLATE utf8mb4_thai_520_w2)'],
    /column t\.n .+ utf8mb4_thai_520_w2/,
  ],
  [
    'a comparison that MySQL has not',
    ['CREATE TABLE t (id INT PRIMARY KEY, n VARCHAR(9) COLLATE utf8mb4_uca1400_ai_cs)'],
    /column t\.n .+ utf8mb4_uca1400_ai_cs/,
  ],
  [
    'a routine of another mode',
    [`SET SESSION sql_mode = 'EMPTY_STRING_IS_NULL'`, 'CREATE PROCEDURE p() SELECT 1'],
    /procedure p .+ EMPTY_STRING_IS_NULL/,
  ],
];
