import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { convert } from '../support/convert-upload';
import { TABLES_WITH_MORE } from '../support/tables-with-more';
import { temporaryFolder } from '../support/temporary-folder';

const HEAD = `-- MySQL dump 10.13  Distrib 8.0.40, for Linux (x86_64)
--
-- Host: db.example.com    Database: shop
-- ------------------------------------------------------
-- Server version\t8.0.40

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
SET @MYSQLDUMP_TEMP_LOG_BIN = @@SESSION.SQL_LOG_BIN;
SET @@SESSION.SQL_LOG_BIN= 0;
SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ '5e1b5b0c-0000-11ee-8c99-0242ac120002:1-5';
`;
const TABLE = `
DROP TABLE IF EXISTS \`tags\`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!50503 SET character_set_client = utf8mb4 */;
CREATE TABLE \`tags\` (
  \`id\` int unsigned NOT NULL AUTO_INCREMENT,
  \`name\` varchar(255) DEFAULT NULL,
  \`picture\` blob,
  PRIMARY KEY (\`id\`)
) ENGINE=InnoDB AUTO_INCREMENT=4 DEFAULT CHARSET=utf8mb4;
/*!40101 SET character_set_client = @saved_cs_client */;

LOCK TABLES \`tags\` WRITE;
/*!40000 ALTER TABLE \`tags\` DISABLE KEYS */;
INSERT INTO \`tags\` VALUES (1,'one; DROP TABLE tags; --',NULL),(2,'it\\'s \\"two\\"\\n',_binary '\\0\\'ÿ'),(3,NULL,0x00FF);
/*!40000 ALTER TABLE \`tags\` ENABLE KEYS */;
UNLOCK TABLES;
`;
const TAIL = `
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;
-- Dump completed on 2026-11-20  2:00:01
`;

/** What does harm where a dump is given to a client, and must not do anything here. */
const HARMFUL: readonly (readonly [name: string, sql: string])[] = [
  ['a shell command of the client', '\\! touch CANARY\n'],
  ['the same by its name', 'system touch CANARY\n;'],
  ['another file', 'source /etc/passwd\n;'],
  ['another file by its short name', '\\. /etc/passwd\n;'],
  ['a pager of the client', '\\P touch CANARY\n;'],
  ['an editor of the client', '\\e\n;'],
  ['output of the client into a file', 'tee CANARY\n;'],
  ['a read of a file', "SELECT LOAD_FILE('/etc/passwd');"],
  ['a read of a file as a value', "INSERT INTO `tags` VALUES (4,LOAD_FILE('/etc/passwd'),NULL);"],
  ['a write of a file', "SELECT 'x' INTO OUTFILE 'CANARY';"],
  ['a load of a file', "LOAD DATA INFILE '/etc/passwd' INTO TABLE `tags`;"],
  ['a load of a file of the client', "LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE `tags`;"],
  ['another schema', 'USE `shop`;\nUSE `mysql`;'],
  ['a table of another schema', "INSERT INTO `mysql`.`user` VALUES (1,'x',NULL);"],
  ['rows of a table that it does not make', "INSERT INTO `admin_users` VALUES (1,'x',NULL);"],
  ['rights', "GRANT ALL ON *.* TO 'x'@'%';"],
  ['an account', "CREATE USER 'x'@'%' IDENTIFIED BY 'x';"],
  ['a password', "SET PASSWORD = 'x';"],
  ['a setting of the server', 'SET GLOBAL general_log = 1;'],
  ['a setting of the server, written otherwise', 'SET @@GLOBAL.general_log = 1;'],
  ['a setting that lasts', 'SET PERSIST general_log = 1;'],
  ['a plugin', "INSTALL PLUGIN x SONAME 'x.so';"],
  ['a function of a library', "CREATE FUNCTION x RETURNS STRING SONAME 'x.so'; SELECT x();"],
  ['a call', 'CALL x();'],
  ['a block', 'DO SLEEP(100);'],
  ['a prepared statement', "SET @x = 'DROP TABLE tags'; PREPARE s FROM @x; EXECUTE s;"],
  ['a table of a query', 'CREATE TABLE `x` AS SELECT * FROM mysql.user;'],
  ['a table like another', 'CREATE TABLE `x` LIKE mysql.user;'],
  [
    'a table on another server',
    "CREATE TABLE `x` (\n  `id` int\n) ENGINE=FEDERATED CONNECTION='mysql://x@evil/x/x';",
  ],
  [
    'a table in another folder',
    "CREATE TABLE `x` (\n  `id` int\n) ENGINE=InnoDB DATA DIRECTORY='/tmp';",
  ],
  [
    'a table of a file',
    "CREATE TABLE `x` (\n  `id` int\n) ENGINE=CONNECT `FILE_NAME`='/etc/passwd';",
  ],
  ['a table that goes', 'DROP TABLE `tags`;'],
  ['a schema that goes', 'DROP DATABASE `shop`;'],
  ['rows that go', 'DELETE FROM `tags`;'],
  ['rows that change', "UPDATE `tags` SET name = 'x';"],
  ['rows of a query', 'INSERT INTO `tags` SELECT 1, 2, 3;'],
  [
    'rows that replace others',
    "INSERT INTO `tags` VALUES (1,'x',NULL) ON DUPLICATE KEY UPDATE name = 'x';",
  ],
  ['a statement in a comment for versions', "/*!50000 SELECT 'x' INTO OUTFILE 'CANARY' */;"],
  ['a statement in a comment for MariaDB', "/*M!100100 SELECT 'x' INTO OUTFILE 'CANARY' */;"],
  ['a statement behind a comment', "/* harmless */ SELECT 'x' INTO OUTFILE 'CANARY';"],
  ['another delimiter', "DELIMITER //\nSELECT 'x' INTO OUTFILE 'CANARY'//\nDELIMITER ;\n"],
  [
    'a delimiter within a value',
    "INSERT INTO `tags` VALUES (4,'x\nDELIMITER //\nSELECT 1//',NULL)//\n;",
  ],
  ['a string without end', "INSERT INTO `tags` VALUES (4,'x"],
  ['a null byte', 'SELECT 1\0;'],
];

/** What is around the tables in dumps of different clients. */
const CLIENTS: Readonly<Record<string, (table: string) => string>> = {
  'mysqldump 5.7': (table) =>
    `-- MySQL dump 10.13  Distrib 5.7.44, for linux-glibc2.12 (x86_64)\n/*!40101 SET NAMES utf8 */;\n/*!40103 SET TIME_ZONE='+00:00' */;\n${table}/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;\n`,
  'mariadb-dump 11': (table) =>
    `/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19-11.8.3-MariaDB, for debian-linux-gnu (x86_64)\n/*!40101 SET NAMES utf8mb4 */;\n/*M!100616 SET @OLD_NOTE_VERBOSITY=@@NOTE_VERBOSITY, NOTE_VERBOSITY=0 */;\n${table}/*M!100616 SET NOTE_VERBOSITY=@OLD_NOTE_VERBOSITY */;\n-- Dump completed on 2026-11-20  2:00:01\n`,
  'mysqldump --databases --add-drop-database': (table) =>
    `/*!40000 DROP DATABASE IF EXISTS \`shop\`*/;\nCREATE DATABASE /*!32312 IF NOT EXISTS*/ \`shop\` /*!40100 DEFAULT CHARACTER SET utf8mb4 */ /*!80016 DEFAULT ENCRYPTION='N' */;\nUSE \`shop\`;\n${table}`,
  'mysqldump --compact': (table) => table.replace(/^(?:LOCK|UNLOCK|\/\*).*\n/gm, ''),
  'a program that writes a mark of UTF-8 first': (table) => `\ufeff-- dump\n${table}`,
};

describe('plain dumps that somebody sends', () => {
  const folder = temporaryFolder();

  test('a dump as the stock client writes it becomes an archive', async () => {
    const { kind, archive, entries, warnings } = await convert(
      folder(),
      Buffer.from(HEAD + TABLE + TAIL),
    );

    expect(kind).toBe('dump');
    expect(archive.manifest).toMatchObject({
      type: 'database',
      createdAt: '2026-11-20T02:00:01.000Z',
      database: { client: 'mysql', serverVersion: '8.0.40', snapshotLevel: 'imported' },
      counts: { tables: 1, rows: 3 },
    });
    expect(entries.get('database/10-tags-00001.sql')?.toString('latin1')).toContain(
      `(1,'one; DROP TABLE tags; --',NULL),\n(2,'it\\'s "two"\\n',0x0027c3bf),\n(3,NULL,0x00ff);`,
    );
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'IMPORTED',
        message: expect.stringContaining('plain SQL dump') as string,
      }),
    ]);
  });

  test('packed, it is the same', async () => {
    const plain = await convert(folder(), Buffer.from(HEAD + TABLE + TAIL));
    const packed = await convert(folder(), gzipSync(HEAD + TABLE + TAIL));
    expect(packed.entries).toEqual(plain.entries);
  });

  test('views and programs are left out, and named', async () => {
    const objects = `
/*!50001 CREATE VIEW \`tag_names\` AS SELECT 1 AS \`name\`*/;
/*!50001 DROP VIEW IF EXISTS \`tag_names\`*/;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=\`root\`@\`localhost\`*/ /*!50003 TRIGGER \`t\` BEFORE INSERT ON \`tags\` FOR EACH ROW BEGIN SET NEW.name = 'x;'; END */;;
CREATE DEFINER=\`root\`@\`localhost\` PROCEDURE \`p\`()
BEGIN
  SELECT 'a;b' INTO OUTFILE 'CANARY';
END ;;
DELIMITER ;
`;
    const { warnings, archive } = await convert(
      folder(),
      Buffer.from(HEAD + TABLE + objects + TAIL),
    );
    expect(warnings.at(-1)?.message).toBe(
      'Left out, since only tables are taken from a plain dump: view tag_names, trigger t, procedure p.',
    );
    expect(archive.manifest.counts).toMatchObject({ tables: 1, rows: 3 });
  });

  test.each(HARMFUL)('%s is refused, wherever it stands', async (_, sql) => {
    for (const dump of [HEAD + sql + TABLE + TAIL, HEAD + TABLE + sql + '\n' + TAIL]) {
      await expect(convert(folder(), Buffer.from(dump))).rejects.toMatchObject({
        code: expect.stringMatching(/^ARCHIVE_UNSAFE$/) as string,
      });
    }
    expect(existsSync('CANARY')).toBe(false);
    expect(readdirSync(folder())).not.toContain('CANARY');
    expect(readdirSync(path.join(folder(), 'scratch'))).not.toContain('CANARY');
  });

  test.each([
    ['in another character set', '/*!40101 SET NAMES gbk */;'],
    ['with the times of another zone', "SET time_zone = '+02:00';"],
    ['escaped otherwise', "SET sql_mode = 'NO_BACKSLASH_ESCAPES';"],
    ['quoted otherwise', "SET SESSION sql_mode = 'NO_ZERO_DATE,ANSI_QUOTES';"],
  ])('rows %s are refused: they would come back as others', async (_, sql) => {
    await expect(convert(folder(), Buffer.from(HEAD + sql + TABLE + TAIL))).rejects.toMatchObject({
      code: 'ARCHIVE_UNSAFE',
    });
  });

  test.each(TABLES_WITH_MORE)('a table %s is refused', async (_, sql) => {
    await expect(
      convert(folder(), Buffer.from(`${HEAD}${sql};\n${TABLE}${TAIL}`)),
    ).rejects.toMatchObject({ code: 'ARCHIVE_UNSAFE' });
  });

  test.each(Object.entries(CLIENTS))(
    'what %s writes around its tables is taken',
    async (_, around) => {
      const { archive } = await convert(folder(), Buffer.from(around(TABLE)));
      expect(archive.manifest.counts).toMatchObject({ tables: 1, rows: 3 });
    },
  );

  test('programs with rows in them do not confuse the reader', async () => {
    const program = `DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=\`a\`@\`b\`*/ /*!50003 TRIGGER \`t\` AFTER INSERT ON \`tags\` FOR EACH ROW BEGIN INSERT INTO \`log\` (\`a\`) VALUES (NEW.id); END */;;
DELIMITER ;
`;
    const { warnings } = await convert(folder(), Buffer.from(HEAD + TABLE + program + TAIL));
    expect(warnings.at(-1)?.message).toContain('trigger t');
  });

  test('long statements and many of them take no time', async () => {
    const comments = `SET @x=${'/* '.repeat(200_000)};\n`;
    const views = Array.from(
      { length: 50_000 },
      (_, n) => `DROP VIEW IF EXISTS \`v${String(n)}\`;\n`,
    ).join('');
    await convert(folder(), Buffer.from(HEAD + comments + views + TABLE + TAIL));
    const letters = `CREATE TABLE \`x\` (\n  \`a\` int\n) ENGINE=InnoDB ${'a'.repeat(3_900_000)};\n`;
    await expect(convert(folder(), Buffer.from(HEAD + letters + TAIL))).rejects.toMatchObject({
      code: 'ARCHIVE_UNSAFE',
    });
  });

  test('a dump without its last line is taken, and said to be doubtful', async () => {
    const { warnings } = await convert(folder(), Buffer.from(HEAD + TABLE));
    expect(warnings.map(({ message }) => message).join()).toContain('may be missing');
  });

  test('what is cut in the middle of a row, or of its packing, is refused', async () => {
    const whole = HEAD + TABLE + TAIL;
    const cut = whole.slice(0, whole.indexOf('(3,NULL'));
    await expect(convert(folder(), Buffer.from(cut))).rejects.toMatchObject({
      code: 'ARCHIVE_UNSAFE',
    });
    const packed = gzipSync(whole);
    await expect(convert(folder(), packed.subarray(0, packed.length - 20))).rejects.toMatchObject({
      code: 'ARCHIVE_CORRUPT',
    });
  });

  test('rows of the plugin’s own tables are not taken', async () => {
    const own = `CREATE TABLE \`backup_vault_leases\` (\n  \`name\` varchar(20) NOT NULL\n) ENGINE=InnoDB;
INSERT INTO \`backup_vault_leases\` VALUES ('site');\n`;
    const { archive, entries } = await convert(folder(), Buffer.from(HEAD + own + TABLE + TAIL));
    expect(archive.manifest.tables).toContainEqual(
      expect.objectContaining({ name: 'backup_vault_leases', rows: 0, own: true }),
    );
    expect([...entries.keys()]).not.toContain('database/10-backup_vault_leases-00001.sql');
  });
});
