/**
 * A schema as Strapi 5 makes it through knex: documents with drafts and locales, components, link tables,
 * media, permissions. Nothing names a collation, so all of it has the default of the server.
 */
export function strapiSchema(): string[] {
  const document = `id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, document_id VARCHAR(255) NULL`;
  const dates = `created_at DATETIME(6) NULL, updated_at DATETIME(6) NULL, published_at DATETIME(6) NULL,
      created_by_id INT UNSIGNED NULL, updated_by_id INT UNSIGNED NULL, locale VARCHAR(255) NULL`;
  const keys = (table: string) => [
    `CREATE INDEX ${table}_documents_idx ON ${table} (document_id, locale, published_at)`,
    `ALTER TABLE ${table} ADD CONSTRAINT ${table}_created_by_id_fk FOREIGN KEY (created_by_id) REFERENCES admin_users (id) ON DELETE SET NULL`,
    `ALTER TABLE ${table} ADD CONSTRAINT ${table}_updated_by_id_fk FOREIGN KEY (updated_by_id) REFERENCES admin_users (id) ON DELETE SET NULL`,
  ];
  return [
    `SET SESSION sql_mode = ''`,
    `CREATE TABLE strapi_migrations (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(255), time DATETIME)`,
    `CREATE TABLE strapi_database_schema (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, \`schema\` JSON, time DATETIME, hash VARCHAR(255))`,
    `CREATE TABLE strapi_core_store_settings (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, \`key\` VARCHAR(255) NULL, value LONGTEXT NULL, type VARCHAR(255) NULL, environment VARCHAR(255) NULL, tag VARCHAR(255) NULL)`,
    `CREATE TABLE admin_users (${document}, firstname VARCHAR(255), email VARCHAR(255), password VARCHAR(255), is_active TINYINT(1), blocked TINYINT(1), reset_password_token VARCHAR(255), ${dates})`,
    ...keys('admin_users'),
    `CREATE TABLE admin_roles (${document}, name VARCHAR(255) UNIQUE, code VARCHAR(255) UNIQUE, ${dates})`,
    `CREATE TABLE admin_users_roles_lnk (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id INT UNSIGNED NULL, role_id INT UNSIGNED NULL, role_ord DOUBLE UNSIGNED NULL, user_ord DOUBLE UNSIGNED NULL,
      KEY admin_users_roles_lnk_fk (user_id), KEY admin_users_roles_lnk_ifk (role_id), UNIQUE KEY admin_users_roles_lnk_uq (user_id, role_id), KEY admin_users_roles_lnk_ofk (role_ord),
      CONSTRAINT admin_users_roles_lnk_fk FOREIGN KEY (user_id) REFERENCES admin_users (id) ON DELETE CASCADE,
      CONSTRAINT admin_users_roles_lnk_ifk FOREIGN KEY (role_id) REFERENCES admin_roles (id) ON DELETE CASCADE)`,
    `CREATE TABLE articles (${document}, title VARCHAR(255) NULL, slug VARCHAR(255) NULL, body LONGTEXT NULL, blocks JSON NULL, kind VARCHAR(255) NULL, price DECIMAL(10,2) NULL, rating DOUBLE NULL, visits BIGINT NULL, day DATE NULL, hour TIME(3) NULL, featured TINYINT(1) NULL, ${dates})`,
    ...keys('articles'),
    `CREATE TABLE components_shared_seos (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, meta_title VARCHAR(255), data JSON NULL)`,
    `CREATE TABLE articles_cmps (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, entity_id INT UNSIGNED NULL, cmp_id INT UNSIGNED NULL, component_type VARCHAR(255) NULL, field VARCHAR(255) NULL, \`order\` DOUBLE UNSIGNED NULL,
      KEY articles_field_idx (field), KEY articles_component_type_idx (component_type), KEY articles_entity_fk (entity_id), UNIQUE KEY articles_uq (entity_id, cmp_id, field, component_type),
      CONSTRAINT articles_entity_fk FOREIGN KEY (entity_id) REFERENCES articles (id) ON DELETE CASCADE)`,
    `CREATE TABLE files (${document}, name VARCHAR(255), alternative_text TEXT, width INT, formats JSON NULL, hash VARCHAR(255), ext VARCHAR(255), size DECIMAL(10,2), url TEXT, provider VARCHAR(255), folder_path VARCHAR(255), ${dates})`,
    ...keys('files'),
    `CREATE INDEX upload_files_folder_path_index ON files (folder_path)`,
    `INSERT INTO admin_users (id, document_id, firstname, email, password, is_active, created_at) VALUES (1, 'u1', 'Ädmin', 'Admin@example.com', 'hash', 1, '2026-01-02 03:04:05.678901')`,
    `INSERT INTO admin_roles (id, name, code) VALUES (1, 'Super Admin', 'strapi-super-admin'), (2, 'Éditeur', 'strapi-editor')`,
    `INSERT INTO admin_users_roles_lnk (user_id, role_id, role_ord, user_ord) VALUES (1, 1, 1, 1), (1, 2, 2.5, 1)`,
    `INSERT INTO strapi_database_schema (\`schema\`, time, hash) VALUES ('{"tables": [{"name": "articles"}, {"name": "files"}]}', '2026-01-01', 'x')`,
    `INSERT INTO strapi_core_store_settings (\`key\`, value, type) VALUES ('plugin_i18n_default_locale', '"en"', 'string')`,
    `INSERT INTO articles (id, document_id, title, slug, body, blocks, price, rating, visits, day, hour, featured, created_by_id, locale) VALUES
      (1, 'a1', 'Straße 😀', 'strasse', 'line\\nbreak \\\\ "quoted" it''s', '[{"type": "paragraph", "children": [{"text": "it''s \\\\"x\\\\" \\\\n 😀", "b": null, "a": 1.5}]}]', 12.30, 0.1, 9007199254740993, '2026-02-28', '12:30:00.250', 1, 1, 'de'),
      (2, 'a1', 'Straße 😀', 'strasse', NULL, NULL, -0.01, -1e-7, -9223372036854775808, NULL, NULL, 0, NULL, 'en'),
      (3, 'a2', 'ÉTÉ', 'ete', '', '{}', 0, 1e300, 0, '0000-00-00', '-838:59:59', NULL, 1, 'fr')`,
    `INSERT INTO components_shared_seos (id, meta_title, data) VALUES (1, 'seo', '{"z": [1, 2, {"deep": "ü"}], "a": "1"}')`,
    `INSERT INTO articles_cmps (entity_id, cmp_id, component_type, field, \`order\`) VALUES (1, 1, 'shared.seo', 'seo', 1)`,
    `INSERT INTO files (name, url, formats, size) VALUES ('a.jpg', '/uploads/a.jpg', '{"small": {"url": "/uploads/small_a.jpg", "width": 500}}', 12.34)`,
  ];
}

/** What only MySQL writes in this way, and MariaDB has in another. */
export const HOSTILE_MYSQL: readonly string[] = [
  `SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'`,
  `CREATE TABLE many_words (id INT PRIMARY KEY, hidden INT DEFAULT 3 INVISIBLE COMMENT 'a /*!80023 INVISIBLE */ comment, with (', j JSON NOT NULL DEFAULT (JSON_ARRAY(1, 'x')) COMMENT 'it''s json COLLATE utf8mb4_0900_ai_ci',
    u VARCHAR(36) DEFAULT (UUID()), s INT GENERATED ALWAYS AS (id * 2) STORED NOT NULL COMMENT 'c', v VARCHAR(60) COLLATE utf8mb4_bin GENERATED ALWAYS AS (UPPER(u)) VIRTUAL INVISIBLE,
    jt VARCHAR(50) GENERATED ALWAYS AS (j->>'$.a') STORED, jv JSON GENERATED ALWAYS AS (JSON_EXTRACT(j, '$.a')) VIRTUAL, flat POINT SRID 0, anywhere GEOMETRY, gc GEOMCOLLECTION, ts TIMESTAMP NOT NULL, tx TEXT DEFAULT ('abc'), bi BIT(12) DEFAULT b'101',
    dd DATE DEFAULT (CURDATE()), KEY down (hidden DESC, id), KEY inv (id) INVISIBLE, FULLTEXT KEY words (tx), CONSTRAINT not_a CHECK (u <> 'a' COLLATE utf8mb4_0900_ai_ci))
    COMMENT = 'CHARSET=utf8 COMPRESSION=''x'' ENGINE=NDB' COMPRESSION = 'zlib' ROW_FORMAT = DYNAMIC AUTO_INCREMENT = 7`,
  `INSERT INTO many_words (id, hidden, j, u, flat, anywhere, gc, ts, tx, bi) VALUES
    (1, 9, '{"a": {"c": 1, "b": [true, null]}, "aa": "😀 \\\\" \\\\\\\\"}', 'U-1', ST_GeomFromText('POINT(1 2)'), ST_GeomFromText('LINESTRING(0 0,1 1)'), ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1))'), '2026-01-01 00:00:00', NULL, b'100000000001'),
    (2, NULL, '"just a string"', NULL, NULL, NULL, NULL, '2026-01-02 00:00:00', 'word', NULL), (3, 1, 'null', 'x', NULL, NULL, NULL, '2026-01-03 00:00:00', '', b'0')`,
  String.raw`CREATE TABLE escapes (id INT PRIMARY KEY, a TEXT DEFAULT ('it''s \\ back, \n line, "x" é'), b VARCHAR(40) GENERATED ALWAYS AS (CONCAT(id, '\\n''q')) STORED, CONSTRAINT not_quote CHECK (CONCAT(id) <> 'it''s \\'))`,
  `INSERT INTO escapes (id) VALUES (1)`,
  `SET SESSION sql_generate_invisible_primary_key = 1`,
  `CREATE TABLE keyless (t VARCHAR(20), latin VARCHAR(20) CHARACTER SET latin1, cased VARCHAR(20) COLLATE utf8mb4_0900_as_cs, bin VARCHAR(20) COLLATE utf8mb4_0900_bin, hr VARCHAR(20) COLLATE utf8mb4_croatian_ci, sv VARCHAR(20) COLLATE utf8mb4_sv_0900_ai_ci, three VARCHAR(20) CHARACTER SET utf8mb3)`,
  `SET SESSION sql_generate_invisible_primary_key = 0`,
  `INSERT INTO keyless (t, latin, cased, bin, hr, sv, three) VALUES ('a', 'é', 'A', 'a ', 'č', 'å', 'é'), ('A', NULL, 'a', 'a', 'c', 'aa', '')`,
  `CREATE TABLE unique_text (code VARCHAR(50) NOT NULL, UNIQUE KEY code_uq (code))`,
  `INSERT INTO unique_text VALUES ('a'), ('a '), ('ß'), ('b'), ('😀'), ('😁')`,
  `CREATE TABLE text_child (code VARCHAR(50), CONSTRAINT text_child_fk FOREIGN KEY (code) REFERENCES unique_text (code) ON DELETE CASCADE)`,
  `INSERT INTO text_child VALUES ('A'), ('SS'), ('a ')`,
  `CREATE TABLE listed (id INT NOT NULL, d DATE NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE COLUMNS (d) (PARTITION p0 VALUES LESS THAN ('2000-01-01'), PARTITION p1 VALUES LESS THAN (MAXVALUE))`,
  `INSERT INTO listed VALUES (1, '1999-01-01'), (2, '2020-01-01')`,
  String.raw`CREATE VIEW escaped_v AS SELECT id, CONCAT(_utf8mb4'a\\b\n''', 'c\\d\n''') AS x FROM escapes`,
  `CREATE VIEW collated AS SELECT t, CAST(cased AS CHAR(10)) AS c, JSON_UNQUOTE(JSON_EXTRACT('{"a": "b"}', '$.a')) AS j FROM keyless WHERE t COLLATE utf8mb4_0900_ai_ci = 'A'`,
  `SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY,TIME_TRUNCATE_FRACTIONAL'`,
  `CREATE FUNCTION cut_second() RETURNS DATETIME DETERMINISTIC NO SQL BEGIN DECLARE d DATETIME; SET d = '2026-01-01 00:00:00.9'; RETURN d; END`,
  `SET SESSION sql_mode = 'STRICT_TRANS_TABLES'`,
  `CREATE FUNCTION round_second() RETURNS DATETIME DETERMINISTIC NO SQL BEGIN DECLARE d DATETIME; SET d = '2026-01-01 00:00:00.9'; RETURN d; END`,
  `CREATE FUNCTION same_text(a VARCHAR(10) CHARSET utf8mb4 COLLATE utf8mb4_0900_ai_ci) RETURNS VARCHAR(10) CHARSET utf8mb4 DETERMINISTIC NO SQL BEGIN /* COLLATE utf8mb4_0900_ai_ci */ RETURN IF(a = 'É' COLLATE utf8mb4_0900_as_cs, 'COLLATE utf8mb4_0900_ai_ci', a); END`,
  `CREATE EVENT resting ON SCHEDULE EVERY 1 DAY DISABLE ON SLAVE DO DELETE FROM keyless WHERE t = 'DISABLE ON REPLICA'`,
];

/** The same for MariaDB. */
export const HOSTILE_MARIADB: readonly string[] = [
  `SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'`,
  `CREATE TABLE many_words (id INT AUTO_INCREMENT PRIMARY KEY, hidden INT DEFAULT 3 INVISIBLE, u UUID DEFAULT UUID(), ip6 INET6, ip4 INET4, expr VARCHAR(40) DEFAULT CONCAT('a', 'b', '), COMMENT'), e2 INT DEFAULT (1 + 2), d3 DATE DEFAULT (CURRENT_TIMESTAMP() + INTERVAL 1 DAY), cd DATE DEFAULT CURDATE(),
    neg INT DEFAULT -5, de DECIMAL(5,2) DEFAULT 1.50, ts TIMESTAMP DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, dt DATETIME(3) DEFAULT NOW(3), st VARCHAR(30) DEFAULT CURRENT_TIMESTAMP, comp TEXT COMPRESSED, tx TEXT DEFAULT 'ab''c', bl BLOB DEFAULT X'00ff', bi BIT(12) DEFAULT b'101',
    j JSON DEFAULT '{}', j2 JSON CHECK (JSON_LENGTH(j2) < 5), k INT COMMENT 'a, CHECK (x' CHECK (k > 0 AND k < 1000), s INT AS (k * 2) PERSISTENT COMMENT 'xx', v VARCHAR(60) COLLATE utf8mb4_bin AS (UPPER(expr)) VIRTUAL INVISIBLE, z INT(8) ZEROFILL,
    KEY down (hidden DESC), KEY ign (k) IGNORED, UNIQUE KEY by_u (u), CONSTRAINT positive CHECK (k <> 7)) PAGE_COMPRESSED = 1 COMMENT = 'PAGE_COMPRESSED=1 WITH SYSTEM VERSIONING'`,
  `INSERT INTO many_words (id, hidden, u, ip6, ip4, comp, bl, bi, j, j2, k, ts, dt, z) VALUES
    (0, 9, '123e4567-e89b-12d3-a456-426655440000', '::ffff:1.2.3.4', '1.2.3.4', REPEAT('x', 5000), NULL, b'100000000001', '{"b": 1, "a": [1.50, "it''s \\\\" 😀"], "b": 2}', NULL, 1, '2026-01-01 00:00:00', '2026-01-01 00:00:00.123', 42),
    (2, NULL, NULL, '2001:db8::1', NULL, NULL, 'x', NULL, '[]', '[1,2]', 999, '2026-01-01 00:00:00', NULL, NULL)`,
  `CREATE TABLE same_check (id INT PRIMARY KEY, k INT, CONSTRAINT positive CHECK (k > 0), CONSTRAINT same_check_chk_1 CHECK (k < 100))`,
  `INSERT INTO same_check VALUES (1, 1)`,
  `CREATE TABLE collated_t (id INT PRIMARY KEY, n1 VARCHAR(20) COLLATE utf8mb4_unicode_520_nopad_ci, n2 VARCHAR(20) CHARACTER SET utf8mb4 COLLATE uca1400_ai_ci, n3 VARCHAR(20) COLLATE utf8mb4_nopad_bin, n4 VARCHAR(20) COLLATE utf8mb4_croatian_ci, n5 VARCHAR(20) CHARACTER SET latin1, n6 VARCHAR(20) COLLATE utf8mb4_uca1400_as_cs, n7 VARCHAR(20) COLLATE utf8mb4_general_nopad_ci, UNIQUE KEY n2_uq (n2)) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_nopad_ai_ci`,
  `INSERT INTO collated_t VALUES (1, 'é', 'É', 'a ', 'č', 'é', 'A', 'x '), (2, 'E', 'f', 'a', 'dž', NULL, 'a', 'x')`,
  `CREATE TABLE loose_parent (a INT, KEY (a))`,
  `INSERT INTO loose_parent VALUES (1), (1)`,
  `CREATE VIEW collated AS SELECT n1, n2 COLLATE utf8mb4_uca1400_nopad_as_ci AS c FROM collated_t WHERE n2 = 'é' COLLATE utf8mb4_uca1400_ai_ci`,
  `SET SESSION sql_mode = 'STRICT_TRANS_TABLES,TIME_ROUND_FRACTIONAL,NO_AUTO_CREATE_USER'`,
  `CREATE FUNCTION round_second() RETURNS DATETIME DETERMINISTIC NO SQL BEGIN DECLARE d DATETIME; SET d = '2026-01-01 00:00:00.9'; RETURN d; END`,
  `SET SESSION sql_mode = 'STRICT_TRANS_TABLES'`,
  `CREATE FUNCTION cut_second() RETURNS DATETIME DETERMINISTIC NO SQL BEGIN DECLARE d DATETIME; SET d = '2026-01-01 00:00:00.9'; RETURN d; END`,
  `CREATE EVENT resting ON SCHEDULE EVERY 1 DAY DISABLE ON SLAVE DO DELETE FROM collated_t WHERE id < 0`,
];
