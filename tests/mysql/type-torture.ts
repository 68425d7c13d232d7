/** Statements that fill a schema with every type and every awkward value. */
export function typeTorture(flavour: 'mysql' | 'mariadb'): string[] {
  const both = [
    `SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'`,
    `SET NAMES utf8mb4`,
    `CREATE TABLE numbers (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      t TINYINT, tu TINYINT UNSIGNED, b1 TINYINT(1), s SMALLINT, m MEDIUMINT, i INT, z INT(8) ZEROFILL, b BIGINT, bu BIGINT UNSIGNED,
      d DECIMAL(65,30), d2 DECIMAL(10,2), f FLOAT, f2 FLOAT(7,2), g DOUBLE, y YEAR, bits BIT(64), bit1 BIT(1)
    ) AUTO_INCREMENT = 4242`,
    `INSERT INTO numbers VALUES
      (0, -128, 255, 1, -32768, -8388608, -2147483648, 42, -9223372036854775808, 18446744073709551615,
       '-99999999999999999999999999999999999.999999999999999999999999999999', '-12345678.90', 16777216, 12345.67, 1.7976931348623157e308, 1901, b'1111111111111111111111111111111111111111111111111111111111111111', b'1'),
      (1, 127, 0, 0, 32767, 8388607, 2147483647, 0, 9223372036854775807, 0, '0.000000000000000000000000000001', '0.01', 3.4028235e38, -0.01, 2.2250738585072014e-308, 2155, b'0', b'0'),
      (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
      (18446744073709551614, 1, 1, 1, 1, 1, 1, 1, 1, 9007199254740993, '1', '1', 0.1, 1.1, 0.1, 0, b'10100111', b'1'),
      (7, 1, 1, 1, 1, 1, 1, 1, 9007199254740993, 1, '1', '1', -1.17549435e-38, 1.1, -0e0, 1970, b'1', b'1')`,
    `CREATE TABLE texts (
      id INT PRIMARY KEY, c CHAR(20), v VARCHAR(200), t TINYTEXT, m MEDIUMTEXT, l LONGTEXT,
      latin VARCHAR(100) CHARACTER SET latin1, bin VARCHAR(50) COLLATE utf8mb4_bin, u16 VARCHAR(50) CHARACTER SET utf16,
      u2 VARCHAR(50) CHARACTER SET ucs2, koi VARCHAR(50) CHARACTER SET koi8r, sj VARCHAR(50) CHARACTER SET sjis, asc1 VARCHAR(50) CHARACTER SET ascii,
      gb VARCHAR(50) CHARACTER SET gbk, u3 VARCHAR(50) CHARACTER SET utf8mb3,
      e ENUM('a', 'it''s', '', 'ü', 'x,y'), st SET('a', 'b', 'c''d'), j JSON
    ) DEFAULT CHARSET = utf8mb4`,
    `INSERT INTO texts VALUES
      (1, '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '{}'),
      (2, 'pad', 'it''s \\\\ "quoted" \\0 nul \\n line \\r return \\Z z \\t tab %_', '😀𝄞', 'é\\n);\\n', 'SELECT 1;\\n-- comment\\n/* x */', 'caf\\u00e9 ÿ', 'é', '😀é', 'é', 'привет', 'ソ表示', 'ascii only', '中文', 'héé', 'it''s', 'a,c''d', '{"b": [1, 2.5, null, "it''s \\\\\\\\ \\\\n"], "a": "😀"}'),
      (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
      (4, 'x   ', 'trailing   ', ' ', '  ', '\\0', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'x,y', '', '[]')`,
    `INSERT INTO texts (id, latin) SELECT 5, CONVERT(UNHEX('E9FF8081') USING latin1)`,
    `CREATE TABLE bytes_of (id INT PRIMARY KEY, b BINARY(8), v VARBINARY(255), t TINYBLOB, bl BLOB, l LONGBLOB, g GEOMETRY, p POINT)`,
    `INSERT INTO bytes_of VALUES
      (1, '', '', '', '', '', NULL, NULL),
      (2, UNHEX('00FF271A0A0D5C22'), UNHEX('00'), UNHEX('27'), UNHEX('5C'), UNHEX(REPEAT('00FF', 40000)), ST_GeomFromText('POLYGON((0 0,10 0,10 10,0 10,0 0))'), ST_GeomFromText('POINT(1.5 -2.25)')),
      (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
    `CREATE TABLE times_of (id INT PRIMARY KEY, d DATE, dt DATETIME, dt6 DATETIME(6), ts TIMESTAMP NULL, ts6 TIMESTAMP(6) NULL, t TIME, t6 TIME(6))`,
    `SET SESSION time_zone = '+00:00'`,
    `INSERT INTO times_of VALUES
      (1, '0000-00-00', '0000-00-00', '0000-00-00', '0000-00-00', '1970-01-01 00:00:01.000001', '-838:59:59', '-00:00:00.000001'),
      (2, '9999-12-31', '9999-12-31 23:59:59', '9999-12-31 23:59:59.999999', '2038-01-19 03:14:07', '2024-03-31 02:30:00.123456', '838:59:59', '12:00:00.5'),
      (3, '2024-02-31', '2024-00-10 00:00:00', '1000-01-01', NULL, NULL, NULL, NULL)`,
    `CREATE TABLE computed (
      a INT NOT NULL DEFAULT 7, s INT GENERATED ALWAYS AS (a * 2) STORED, v INT GENERATED ALWAYS AS (a + 1) VIRTUAL,
      word VARCHAR(40) DEFAULT 'it''s; -- "x"' COMMENT 'semi; colon, (brackets', made DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
      PRIMARY KEY (a), KEY v_idx (v), CONSTRAINT positive CHECK (a > 0), CONSTRAINT computed_chk_1 CHECK (a < 1000000)
    ) COMMENT = 'a ''comment'' with ); in it'`,
    `INSERT INTO computed (a, word, made) VALUES (1, 'x', '2024-01-01 00:00:00.123'), (2, DEFAULT, '2024-01-01')`,
    `CREATE TABLE \`we\`\`ird "na'me\` (\`co\`\`l\` INT PRIMARY KEY, \`select\` VARCHAR(10), \`a b\nc\` INT)`,
    `INSERT INTO \`we\`\`ird "na'me\` VALUES (1, 'x', 2)`,
    `CREATE TABLE \`Grüße/ünïcode$表\` (id INT PRIMARY KEY)`,
    `INSERT INTO \`Grüße/ünïcode$表\` VALUES (1)`,
    `CREATE TABLE \`${'n'.repeat(64)}\` (id INT PRIMARY KEY)`,
    `CREATE TABLE \`${'表'.repeat(45)}\` (id INT PRIMARY KEY, v INT)`,
    `INSERT INTO \`${'表'.repeat(45)}\` VALUES (1, 2)`,
    `CREATE TABLE empty_table (id INT PRIMARY KEY AUTO_INCREMENT) AUTO_INCREMENT = 99`,
    `CREATE TABLE no_key (a INT, b VARCHAR(10))`,
    `INSERT INTO no_key VALUES (1, 'a'), (1, 'a'), (NULL, NULL)`,
    `CREATE TABLE parts (id INT NOT NULL, d DATE NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (YEAR(d))
      (PARTITION p0 VALUES LESS THAN (2000), PARTITION p1 VALUES LESS THAN MAXVALUE)`,
    `INSERT INTO parts VALUES (1, '1999-01-01'), (2, '2020-01-01')`,
    `CREATE TABLE isam (id INT PRIMARY KEY, t TEXT, FULLTEXT KEY ft (t)) ENGINE = MyISAM`,
    `INSERT INTO isam VALUES (1, 'full text')`,
    `CREATE TABLE ft (id INT PRIMARY KEY, t TEXT, FULLTEXT KEY words (t), KEY pre (t(10))) ROW_FORMAT = DYNAMIC`,
    `INSERT INTO ft VALUES (1, 'some words here')`,
    `CREATE TABLE spatial_t (id INT PRIMARY KEY, g POINT NOT NULL, SPATIAL KEY sp (g))`,
    `INSERT INTO spatial_t VALUES (1, ST_GeomFromText('POINT(1 1)'))`,
  ];
  const mysql = [
    `CREATE TABLE only_mysql (id INT PRIMARY KEY, hidden INT DEFAULT 3 INVISIBLE, expr VARCHAR(40) DEFAULT (CONCAT('a', 'b')), j JSON DEFAULT (JSON_ARRAY()),
      g POINT NOT NULL SRID 4326, v VECTOR(3), KEY func ((id + 1)), KEY beyond_key ((CONCAT(expr, '😀'))), KEY down (hidden DESC), KEY inv (id) INVISIBLE, CONSTRAINT off CHECK (id > 0) NOT ENFORCED)`,
    `INSERT INTO only_mysql (id, hidden, g, v) VALUES (1, 9, ST_GeomFromText('POINT(10 20)', 4326), STRING_TO_VECTOR('[1,2.5,-3]')), (-1, NULL, ST_GeomFromText('POINT(1 2)', 4326), NULL)`,
  ];
  const mariadb = [
    `CREATE TABLE only_mariadb (id INT PRIMARY KEY, hidden INT DEFAULT 3 INVISIBLE, u UUID, ip6 INET6, ip4 INET4, expr VARCHAR(40) DEFAULT CONCAT('a', 'b'),
      comp TEXT COMPRESSED, KEY down (hidden DESC), KEY ign (id) IGNORED)`,
    `INSERT INTO only_mariadb (id, hidden, u, ip6, ip4, comp) VALUES (1, 9, '123e4567-e89b-12d3-a456-426655440000', '::ffff:1.2.3.4', '1.2.3.4', REPEAT('x', 5000)), (2, NULL, NULL, '2001:db8::1', NULL, NULL)`,
    `CREATE SEQUENCE seq_one START WITH 100 INCREMENT BY 10 MINVALUE 1 MAXVALUE 10000 CACHE 5 CYCLE`,
    `DO NEXTVAL(seq_one)`,
    `CREATE TABLE drawing (id INT NOT NULL DEFAULT NEXTVAL(seq_one) COMMENT 'nextval', v INT, PRIMARY KEY (id))`,
    `INSERT INTO drawing (v) VALUES (1), (2)`,
    `CREATE TABLE past (id INT PRIMARY KEY, x INT) WITH SYSTEM VERSIONING`,
    `INSERT INTO past VALUES (1, 1), (2, 2)`,
    `UPDATE past SET x = 10 WHERE id = 1`,
    `DELETE FROM past WHERE id = 2`,
    `CREATE TABLE periods (id INT PRIMARY KEY, x INT, since TIMESTAMP(6) GENERATED ALWAYS AS ROW START, till TIMESTAMP(6) GENERATED ALWAYS AS ROW END INVISIBLE,
      PERIOD FOR SYSTEM_TIME (since, till)) WITH SYSTEM VERSIONING`,
    `INSERT INTO periods (id, x) VALUES (1, 1)`,
    `UPDATE periods SET x = 2`,
    `CREATE TABLE ari (id INT PRIMARY KEY, v VARCHAR(10)) ENGINE = Aria`,
    `INSERT INTO ari VALUES (1, 'x')`,
  ];
  return [...both, ...beyondThreeBytes(flavour), ...(flavour === 'mysql' ? mysql : mariadb)];
}

/** Definitions with characters that `SHOW CREATE TABLE` shows as question marks, and with real ones. */
export function beyondThreeBytes(flavour: 'mysql' | 'mariadb'): string[] {
  const both = [
    `SET NAMES utf8mb4`,
    `CREATE TABLE beyond (
      id INT PRIMARY KEY, d VARCHAR(20) DEFAULT 'a😀?b', nn VARCHAR(20) NOT NULL DEFAULT 'it''s \\\\ 😀\n', really VARCHAR(9) DEFAULT '?',
      u16 VARCHAR(20) CHARACTER SET utf16 NOT NULL DEFAULT '😀é', bin VARBINARY(20) DEFAULT X'FF003F27', bin3 BINARY(3) NOT NULL DEFAULT X'80', bin0 VARBINARY(3) DEFAULT '',
      en ENUM('😀', '?', 'it''s 😀', 'a?,b', '𝄞') COLLATE utf8mb4_bin DEFAULT '😀', en16 ENUM('z', '😀') CHARACTER SET utf16 NOT NULL DEFAULT '😀',
      st SET('😀', 'b', '𝄞?') COLLATE utf8mb4_bin NOT NULL DEFAULT '😀,𝄞?', ex VARCHAR(50) DEFAULT (CONCAT('x😀?', 'y')), g VARCHAR(40) AS (CONCAT(d, '😀?')) STORED, v VARCHAR(40) AS (CONCAT(d, '😀')) VIRTUAL,
      KEY (nn) COMMENT 'key 😀?', CONSTRAINT not_this CHECK (d <> '😀')
    ) COMMENT = 'table 😀?'`,
    `INSERT INTO beyond (id) VALUES (1)`,
    `CREATE TABLE beyond_parts (s VARCHAR(20) NOT NULL) PARTITION BY LIST COLUMNS(s) (PARTITION p0 VALUES IN ('😀', 'a'), PARTITION p1 VALUES IN ('?'))`,
    `INSERT INTO beyond_parts VALUES ('😀'), ('?')`,
    `CREATE TABLE beyond_empty (id INT PRIMARY KEY, nn VARCHAR(20) NOT NULL DEFAULT '😀', en ENUM('a', '😀') NOT NULL)`,
  ];
  const mysql = [
    `CREATE TABLE foreign_strings (id INT PRIMARY KEY, e VARCHAR(50) DEFAULT (CONCAT(_latin1 X'E9', 'y')), k VARCHAR(20), CHECK (k <> _latin1 X'E927'), CHECK (k <> _sjis X'835C'))`,
    `INSERT INTO foreign_strings (id) VALUES (1)`,
  ];
  const mariadb = [
    `CREATE TABLE long_defaults (id INT PRIMARY KEY, t TEXT DEFAULT 't😀?', b BLOB DEFAULT X'FF3F')`,
    `INSERT INTO long_defaults (id) VALUES (1)`,
  ];
  return [...both, ...(flavour === 'mysql' ? mysql : mariadb)];
}

/** Foreign keys, views, triggers, routines and events, each in its awkward form. */
export function objectTorture(): string[] {
  const objects = [
    `SET NAMES utf8mb4`,
    `CREATE TABLE parent (id INT PRIMARY KEY, parent_id INT, best_child INT, total INT NOT NULL DEFAULT 0,
      CONSTRAINT self FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE SET NULL)`,
    `CREATE TABLE child (id INT PRIMARY KEY, parent_id INT NOT NULL, name VARCHAR(40), UNIQUE KEY both_of (id, parent_id),
      CONSTRAINT \`child's "fk"\` FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE ON UPDATE CASCADE)`,
    `ALTER TABLE parent ADD CONSTRAINT cycle FOREIGN KEY (best_child) REFERENCES child (id) ON DELETE SET NULL`,
    `ALTER TABLE child ADD FOREIGN KEY (parent_id) REFERENCES parent (id)`,
    `CREATE TABLE audit_of (id INT AUTO_INCREMENT PRIMARY KEY, what VARCHAR(200))`,
    `INSERT INTO parent (id, parent_id) VALUES (1, NULL), (2, 1), (3, 3)`,
    `INSERT INTO child VALUES (10, 1, 'ä'), (11, 2, NULL)`,
    `UPDATE parent SET best_child = 10 WHERE id = 1`,
    `CREATE FUNCTION doubled(n INT) RETURNS INT DETERMINISTIC NO SQL RETURN n * 2`,
    `CREATE FUNCTION \`wörter\`(t VARCHAR(20)) RETURNS VARCHAR(50) DETERMINISTIC NO SQL
     COMMENT 'it''s; a comment'
     BEGIN
       -- a comment; with a semicolon
       /* another one */
       RETURN CONCAT(t, ' ü;$$ \\\\ ''quoted''');
     END`,
    `CREATE VIEW a_on_b AS SELECT b.id, b.twice FROM z_base b WHERE b.id > 0`.replace(
      'z_base',
      'parent_z',
    ),
  ];
  // A view on a view that sorts after it: made in the other order.
  const view = objects.pop() ?? '';
  objects.push(
    `CREATE VIEW parent_z AS SELECT id, doubled(id) AS twice FROM parent`,
    view,
    `CREATE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW child_view (\`the id\`, nam) AS SELECT c.id, c.name FROM child c JOIN parent p ON p.id = c.parent_id WHERE c.id > 0 WITH CASCADED CHECK OPTION`,
    `SET SESSION sql_mode = 'PIPES_AS_CONCAT,NO_ZERO_DATE'`,
    `CREATE TRIGGER second_t AFTER INSERT ON child FOR EACH ROW BEGIN INSERT INTO audit_of (what) VALUES ('second' || NEW.id || ';'); END`,
    `SET SESSION sql_mode = ''`,
    `CREATE TRIGGER first_t AFTER INSERT ON child FOR EACH ROW PRECEDES second_t INSERT INTO audit_of (what) VALUES ('first -- "é"')`,
    `CREATE TRIGGER before_u BEFORE UPDATE ON parent FOR EACH ROW SET NEW.total = OLD.total + 1`,
    `SET SESSION sql_mode = 'ANSI_QUOTES'`,
    `CREATE PROCEDURE "ansi proc"(IN a INT, OUT b VARCHAR(10)) READS SQL DATA SQL SECURITY INVOKER BEGIN SELECT "name" INTO b FROM "child" WHERE "id" = a; END`,
    `SET SESSION sql_mode = ''`,
    `CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 02:30:00' ON COMPLETION PRESERVE DISABLE COMMENT 'x; y' DO BEGIN DELETE FROM audit_of WHERE id < 0; END`,
    `SET SESSION time_zone = '+05:30'`,
    `CREATE EVENT once_only ON SCHEDULE AT '2035-05-05 05:05:05' DO UPDATE parent SET total = 0`,
    `SET SESSION time_zone = '+00:00'`,
    `CREATE VIEW beyond_view AS SELECT id, '😀?' AS face FROM parent WHERE '😀' <> '?'`,
    `CREATE PROCEDURE beyond_proc() BEGIN SELECT '😀'; END`,
    `CREATE TRIGGER beyond_t BEFORE INSERT ON audit_of FOR EACH ROW SET NEW.what = CONCAT(NEW.what, '😀?')`,
    `CREATE EVENT beyond_e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO INSERT INTO audit_of (what) VALUES ('😀')`,
    // What one byte each was meant to be: the body keeps the character set of who made it.
    `SET character_set_client = latin1, collation_connection = latin1_swedish_ci`,
    `CREATE VIEW latin_view AS SELECT 'é' AS word FROM parent`,
    `CREATE FUNCTION latin_f() RETURNS VARCHAR(20) DETERMINISTIC NO SQL RETURN HEX('é')`,
    `SET NAMES utf8mb4`,
  );
  return objects;
}
