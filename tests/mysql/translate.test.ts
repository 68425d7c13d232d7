import { readFileSync } from 'node:fs';
import path from 'node:path';
import { MysqlEngine } from '../../server/src/database/mysql/mysql-engine';
import type { MysqlSettings } from '../../server/src/database/settings';
import { freshSchema, queryText, runSql, SERVERS, siteDump } from './database-servers';
import { columnsOf, expectSame, inventory, showCreate, values } from './compare-databases';
import { dump, restore, stage, stageOptions, takeLease, type Dumped } from './engine-harness';
import { HOSTILE_MARIADB, HOSTILE_MYSQL, strapiSchema } from './flavour-schemas';
import { REFUSED_BY_MARIADB, REFUSED_BY_MYSQL } from './refused-definitions';
import { objectTorture, typeTorture } from './type-torture';

const [mariadb, mysql] = SERVERS;
if (mariadb === undefined || mysql === undefined) throw new Error('Two servers are declared.');
const missing = [mariadb, mysql].filter(({ url }) => url === '').map(({ variable }) => variable);
const describeBoth = missing.length === 0 ? describe : describe.skip;
const suffix = missing.length === 0 ? '' : ` [needs ${missing.join(' and ')}]`;

type Server = typeof mariadb;

/** What `typeTorture` makes that the other flavour has not; it is refused, and tested as such. */
const NOT_ELSEWHERE =
  /\b(?:only_mysql|only_mariadb|foreign_strings|seq_one|drawing|past|periods)\b|`we``ird|Grüße|TIMESTAMP\(6\) GENERATED/;

async function make(server: Server, name: string, sql: readonly string[]): Promise<MysqlSettings> {
  const settings = await freshSchema(server, name);
  await runSql(settings, sql);
  return settings;
}

/** A restore into an empty schema of another server. @returns what it warned of */
async function move(dumped: Dumped, target: MysqlSettings): Promise<string[]> {
  const warnings: string[] = [];
  await restore(target, dumped, {
    log: (level, message) => {
      if (level === 'warn') warnings.push(message);
    },
  });
  return warnings;
}

describeBoth(`between MySQL and MariaDB${suffix}`, () => {
  test('a Strapi schema of MySQL goes to MariaDB, and back', async () => {
    const source = await make(mysql, 'tr_strapi', strapiSchema());
    expect(await showCreate(source, 'articles')).toContain('utf8mb4_0900_ai_ci');
    const there = await freshSchema(mariadb, 'tr_strapi');
    const warnings = await move(await dump(source), there);
    await expectSame(source, there);
    expect(warnings.length).toBe(2);
    expect(warnings[0]).toMatch(/^The backup is of MySQL 9\.\d+, this is MariaDB 1\d\.\d+: /);
    expect(warnings[1]).toMatch(
      /^The collation utf8mb4_0900_ai_ci becomes utf8mb4_uca1400_nopad_ai_ci: .+ and \d+ more\)\.$/,
    );
    const articles = await showCreate(there, 'articles');
    expect(articles).toContain('COLLATE=utf8mb4_uca1400_nopad_ai_ci');
    expect(articles).toContain('CHECK (json_valid(`blocks`))');

    const back = await freshSchema(mysql, 'tr_strapi_back');
    await move(await dump(there), back);
    await expectSame(source, back);
    expect(await showCreate(back, 'articles')).toContain('COLLATE=utf8mb4_0900_ai_ci');
    for (const settings of [there, back]) {
      await runSql(settings, [
        `INSERT INTO articles (title, created_by_id, blocks) VALUES ('new', 1, '[]')`,
      ]);
      await expect(
        runSql(settings, [`INSERT INTO articles (title, created_by_id) VALUES ('new', 77)`]),
      ).rejects.toThrow(/foreign key/i);
      await expect(
        runSql(settings, [`INSERT INTO articles (blocks) VALUES ('{not json')`]),
      ).rejects.toThrow(/constraint/i);
      await expect(
        runSql(settings, [`INSERT INTO admin_roles (code) VALUES ('STRAPI-SUPER-ADMIN')`]),
      ).rejects.toThrow(/duplicate/i);
    }
  });

  test('all tables of a real Strapi 5 on MySQL go to MariaDB, and back', async () => {
    const fixture = path.join(__dirname, '..', 'fixtures', 'strapi-5-mysql.sql');
    const source = await make(mysql, 'tr_real', [
      'SET SESSION foreign_key_checks = 0',
      ...readFileSync(fixture, 'utf8')
        .split(/;\n/)
        .filter((sql) => sql.trim() !== ''),
      `INSERT INTO admin_users (id, email, is_active, blocked) VALUES (1, 'a@example.com', 1, 0)`,
      `INSERT INTO admin_roles (id, code) VALUES (1, 'strapi-super-admin')`,
      `INSERT INTO admin_users_roles_lnk (user_id, role_id) VALUES (1, 1)`,
      `INSERT INTO files (name, formats, provider_metadata) VALUES ('é😀', '{"b": 1, "a": [null]}', '[]')`,
    ]);
    const there = await freshSchema(mariadb, 'tr_real');
    expect((await move(await dump(source), there)).length).toBe(2);
    await expectSame(source, there);
    const back = await freshSchema(mysql, 'tr_real_back');
    await move(await dump(there), back);
    await expectSame(source, back);
  });

  test('a Strapi schema of MariaDB goes to MySQL, and back', async () => {
    const source = await make(mariadb, 'tr_strapi_m', strapiSchema());
    const there = await freshSchema(mysql, 'tr_strapi_m');
    const warnings = await move(await dump(source), there);
    await expectSame(source, there);
    // What MariaDB calls its default is known to MySQL, and stays.
    expect(warnings.length).toBe(1);
    expect(await showCreate(there, 'articles')).toContain('COLLATE=utf8mb4_general_ci');
    expect(await showCreate(there, 'articles')).toContain('CHECK (json_valid(`blocks`))');
    const back = await freshSchema(mariadb, 'tr_strapi_m_back');
    await move(await dump(there), back);
    await expectSame(source, back);
  });

  test.each([
    ['MySQL', mysql, mariadb],
    ['MariaDB', mariadb, mysql],
  ] as const)('every type that both have, from %s', async (_, from, to) => {
    const sql = typeTorture(from.flavour).filter((text) => !NOT_ELSEWHERE.test(text));
    const source = await make(from, 'tr_types', sql);
    const target = await freshSchema(to, 'tr_types');
    await move(await dump(source), target);
    await expectSame(source, target);
  });

  test.each([
    ['MySQL', mysql, mariadb],
    ['MariaDB', mariadb, mysql],
  ] as const)('views, triggers, routines and events of %s work', async (_, from, to) => {
    const source = await make(from, 'tr_objects', objectTorture());
    const target = await freshSchema(to, 'tr_objects');
    await move(await dump(source), target);
    await expectSame(source, target);
    for (const settings of [source, target]) {
      await runSql(settings, [
        `INSERT INTO child VALUES (12, 1, 'new')`,
        `UPDATE parent SET parent_id = 1 WHERE id = 3`,
        `DELETE FROM parent WHERE id = 2`,
      ]);
    }
    for (const query of [
      "SELECT doubled(21), `wörter`('é')",
      'SELECT id, twice FROM a_on_b ORDER BY id',
      'SELECT * FROM child_view ORDER BY 1',
      'SELECT what FROM audit_of ORDER BY id',
      'SELECT id, total, parent_id FROM parent ORDER BY id',
    ]) {
      const expected = await queryText(source, query);
      expect(expected.length).toBeGreaterThan(0);
      expect(await queryText(target, query)).toEqual(expected);
    }
  });

  test('what MySQL says in its own way goes to MariaDB, and back', async () => {
    const source = await make(mysql, 'tr_words', HOSTILE_MYSQL);
    const there = await freshSchema(mariadb, 'tr_words');
    const warnings = await move(await dump(source), there);
    await expectSame(source, there);
    const text = warnings.join('\n');
    expect(text).toContain('utf8mb4_0900_as_cs becomes utf8mb4_uca1400_nopad_as_cs');
    expect(text).toContain('(keyless.cased)');
    expect(text).toContain('(function same_text, view collated)');
    expect(text).toContain('utf8mb4_sv_0900_ai_ci becomes utf8mb4_uca1400_swedish_nopad_ai_ci');
    expect(text).toContain(
      'The option COMPRESSION is left out; the rows are the same (many_words).',
    );
    // The same order under another name: nothing to tell.
    expect(text).not.toMatch(/croatian|_bin/);

    const words = await showCreate(there, 'many_words');
    expect(words).toMatch(
      /`hidden` int\(11\) INVISIBLE DEFAULT 3 COMMENT 'a \/\*!80023 INVISIBLE \*\/ comment/,
    );
    expect(words).toContain(
      "COMMENT 'it\\'s json COLLATE utf8mb4_0900_ai_ci'".replace("\\'", "''"),
    );
    expect(words).toMatch(/`inv` \(`id`\) IGNORED/);
    expect(words).toMatch(/`down` \(`hidden` DESC,`id`\)/);
    expect(words).toMatch(
      /`s` int\(11\) GENERATED ALWAYS AS \(`id` \* 2\) STORED COMMENT 'c' CHECK \(`s` is not null\)/,
    );
    expect(words).toContain("COMMENT='CHARSET=utf8 COMPRESSION=''x'' ENGINE=NDB'");
    expect(words).toMatch(/`ts` timestamp NOT NULL,/);
    const keyless = await showCreate(there, 'keyless');
    expect(keyless).toMatch(/`my_row_id` bigint\(20\) unsigned NOT NULL INVISIBLE AUTO_INCREMENT/);
    expect(keyless).toContain('utf8mb4_croatian_mysql561_ci');
    expect(keyless).toContain('utf8mb4_nopad_bin');
    expect(await showCreate(there, 'listed')).toContain('PARTITION BY RANGE');
    expect(await queryText(there, "SELECT cut_second(), round_second(), same_text('e')")).toEqual(
      await queryText(source, "SELECT cut_second(), round_second(), same_text('e')"),
    );
    expect(await queryText(there, 'SELECT t, c, j FROM collated ORDER BY 2')).toEqual(
      await queryText(source, 'SELECT t, c, j FROM collated ORDER BY 2'),
    );
    expect(await queryText(there, 'SELECT x FROM escaped_v')).toEqual([["a\\b\n'c\\d\n'"]]);
    await runSql(there, ['INSERT INTO escapes (id) VALUES (2)']);
    await runSql(source, ['INSERT INTO escapes (id) VALUES (2)']);
    expect(await queryText(there, 'SELECT * FROM escapes')).toEqual(
      await queryText(source, 'SELECT * FROM escapes'),
    );
    // The keys compare as before: case and accents do not count, trailing spaces do.
    await runSql(there, [`INSERT INTO unique_text VALUES ('b ')`]);
    await expect(runSql(there, [`INSERT INTO unique_text VALUES ('B')`])).rejects.toThrow(
      /duplicate/i,
    );
    await expect(runSql(there, [`INSERT INTO text_child VALUES ('nobody')`])).rejects.toThrow(
      /foreign key/i,
    );
    await runSql(there, [`DELETE FROM unique_text WHERE code = 'ss'`]);
    expect(await queryText(there, 'SELECT code FROM text_child ORDER BY code')).toEqual([
      ['A'],
      ['a '],
    ]);
    await runSql(there, [
      `INSERT INTO text_child VALUES ('B')`,
      `INSERT INTO unique_text VALUES ('ß')`,
      `INSERT INTO text_child VALUES ('SS')`,
      `DELETE FROM text_child WHERE code = 'B'`,
      `DELETE FROM unique_text WHERE code = 'b '`,
    ]);
    await expect(
      runSql(there, [`INSERT INTO many_words (id, u, ts) VALUES (8, 'Á', NOW())`]),
    ).rejects.toThrow(/not_a/);

    const back = await freshSchema(mysql, 'tr_words_back');
    await move(await dump(there), back);
    const columns = await columnsOf(source);
    expect(await values(back, columns)).toEqual(await values(source, columns));
    expect(await inventory(back)).toEqual(await inventory(source));
    const again = await showCreate(back, 'many_words');
    expect(again).toMatch(/`hidden` int DEFAULT '3' \/\*!80023 INVISIBLE \*\/ COMMENT/);
    expect(again).toMatch(/`inv` \(`id`\) \/\*!80000 INVISIBLE \*\//);
    expect(again).toContain('COLLATE=utf8mb4_0900_ai_ci');
    const keys = await showCreate(back, 'keyless');
    for (const name of [
      'utf8mb4_0900_as_cs',
      'utf8mb4_0900_bin',
      'utf8mb4_croatian_ci',
      'utf8mb4_sv_0900_ai_ci',
    ])
      expect(keys).toContain(name);
  });

  test('what MariaDB says in its own way goes to MySQL, and back', async () => {
    const source = await make(mariadb, 'tr_words_m', HOSTILE_MARIADB);
    const there = await freshSchema(mysql, 'tr_words_m');
    const warnings = await move(await dump(source), there);
    await expectSame(source, there);
    const text = warnings.join('\n');
    expect(text).toContain('utf8mb4_uca1400_ai_ci becomes utf8mb4_0900_ai_ci');
    expect(text).toContain('spaces at the end of a text count now (collated_t.n2');
    expect(text).toContain('The type UUID becomes CHAR(36)');
    expect(text).toContain(
      'The option COMPRESSED is left out; the values are the same (many_words.comp).',
    );
    expect(text).toMatch(
      /The check positive, whose name another table has, becomes same_check_chk_2 \(same_check\)/,
    );

    const words = await showCreate(there, 'many_words');
    expect(words).toContain(
      '`u` char(36) CHARACTER SET ascii COLLATE ascii_general_ci DEFAULT (uuid())',
    );
    expect(words).toContain('`e2` int DEFAULT ((1 + 2))');
    expect(words).toContain(
      '`ts` timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP',
    );
    expect(words).toMatch(/`ign` \(`k`\) \/\*!80000 INVISIBLE \*\//);
    expect(words).toMatch(/`hidden` int DEFAULT '3' \/\*!80023 INVISIBLE \*\//);
    expect(words).toContain("COMMENT='PAGE_COMPRESSED=1 WITH SYSTEM VERSIONING'");
    expect(words).toMatch(/CONSTRAINT `positive` CHECK/);
    for (const bad of [`k = 0`, `k = 7`, `j = '{'`, `j2 = '[1,2,3,4,5]'`]) {
      for (const settings of [source, there]) {
        await expect(
          runSql(settings, [`UPDATE many_words SET ${bad} WHERE id = 2`]),
        ).rejects.toThrow(/constraint/i);
      }
    }
    const fresh = `SELECT LENGTH(u), expr, e2, d3 = CURRENT_DATE + INTERVAL 1 DAY, cd = CURRENT_DATE, neg, de, tx, HEX(bl), HEX(bi), j, s FROM many_words WHERE id = 50`;
    for (const settings of [source, there]) {
      await runSql(settings, [`INSERT INTO many_words (id, k) VALUES (50, 6)`]);
    }
    expect(await queryText(there, fresh)).toEqual(await queryText(source, fresh));
    const calls = 'SELECT cut_second(), round_second()';
    expect(await queryText(there, calls)).toEqual(await queryText(source, calls));
    expect(await queryText(there, 'SELECT * FROM collated')).toEqual(
      await queryText(source, 'SELECT * FROM collated'),
    );
    await runSql(source, ['DELETE FROM many_words WHERE id = 50']);
    await runSql(there, ['DELETE FROM many_words WHERE id = 50']);

    const back = await freshSchema(mariadb, 'tr_words_m_back');
    await move(await dump(there), back);
    const columns = await columnsOf(source);
    expect(await values(back, columns)).toEqual(await values(source, columns));
  });

  /** Restores, and expects a refusal that leaves the site as it was. */
  async function expectRefused(
    from: Server,
    to: Server,
    sql: readonly string[],
    message: RegExp,
    code = 'PLAN_BLOCKED',
  ): Promise<void> {
    const source = await make(from, 'tr_refused', sql);
    const dumped = await dump(source);
    const site = await make(to, 'tr_refused', [
      `CREATE TABLE mine (id INT PRIMARY KEY)`,
      `INSERT INTO mine VALUES (1)`,
    ]);
    const options = stageOptions(await takeLease(site));
    const before = await siteDump(to, site);
    await expect(stage(site, dumped, options)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
    await new MysqlEngine(site).discardStaging(options);
    expect(await siteDump(to, site)).toBe(before);
  }

  test.each(REFUSED_BY_MARIADB)('MariaDB refuses %s of MySQL', async (_, sql, message) => {
    await expectRefused(mysql, mariadb, [sql], message);
  });

  test.each(REFUSED_BY_MYSQL)('MySQL refuses %s of MariaDB', async (_, sql, message) => {
    await expectRefused(mariadb, mysql, sql, message);
  });

  test('keys that become one are refused by the load, not lost', async () => {
    await expectRefused(
      mariadb,
      mysql,
      [
        `CREATE TABLE t (id INT PRIMARY KEY, n VARCHAR(9) CHARACTER SET latin1 COLLATE latin1_swedish_nopad_ci, UNIQUE KEY n_uq (n))`,
        `INSERT INTO t VALUES (1, 'a'), (2, 'a ')`,
      ],
      /table t .+ Duplicate entry/,
      'STAGING_MISMATCH',
    );
  });

  test('a key into a column that is not unique is kept where the account may say so', async () => {
    const source = await make(mariadb, 'tr_loose', [
      'CREATE TABLE p (a INT, KEY (a))',
      'INSERT INTO p VALUES (1), (1)',
      'CREATE TABLE t (a INT, CONSTRAINT fk FOREIGN KEY (a) REFERENCES p (a))',
      'INSERT INTO t VALUES (1)',
    ]);
    const target = await freshSchema(mysql, 'tr_loose');
    await move(await dump(source), target);
    await expectSame(source, target);
  });
});
