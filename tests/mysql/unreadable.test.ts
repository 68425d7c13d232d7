import { describeServers, freshSchema, ordinaryAccount, runSql } from './database-servers';
import { dump, restore, type Dumped } from './engine-harness';
import type { MysqlSettings } from '../../server/src/database/settings';

describeServers('what an account may not read', (server) => {
  let site: MysqlSettings;
  let account: MysqlSettings;

  beforeEach(async () => {
    site = await freshSchema(server, 'bv_unreadable');
    await runSql(site, [
      `CREATE TABLE a (id INT PRIMARY KEY, s INT)`,
      `CREATE TABLE b (id INT PRIMARY KEY, a_id INT, CONSTRAINT fk FOREIGN KEY (a_id) REFERENCES a (id))`,
      `CREATE TABLE partly (id INT PRIMARY KEY, secret INT)`,
      `CREATE TABLE z (id INT)`,
      `INSERT INTO a VALUES (1, 1)`,
      `INSERT INTO b VALUES (1, 1)`,
      `CREATE VIEW va AS SELECT id FROM a`,
      `CREATE VIEW vz AS SELECT id FROM z`,
      `CREATE FUNCTION f1() RETURNS INT DETERMINISTIC RETURN 1`,
      `CREATE PROCEDURE p1() SELECT 1`,
      `CREATE TRIGGER tb BEFORE INSERT ON b FOR EACH ROW SET NEW.a_id = 1`,
      `CREATE TRIGGER tz BEFORE INSERT ON z FOR EACH ROW SET NEW.id = 1`,
      `CREATE EVENT e1 ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1`,
    ]);
    account = await ordinaryAccount(server, site);
  });

  async function grant(...rights: string[]): Promise<void> {
    const who = `'${account.user}'@'%'`;
    await runSql(site, [
      `DROP USER ${who}`,
      `CREATE USER ${who} IDENTIFIED BY '${account.password}'`,
      ...rights.map(
        (right) => `GRANT ${right.replace('ON ', `ON \`${site.database}\`.`)} TO ${who}`,
      ),
    ]);
  }

  async function refusal(): Promise<string> {
    const error = await dump(account).then(
      () => null,
      (thrown: unknown) => thrown as { code: string; message: string },
    );
    expect(error?.code).toBe('SNAPSHOT_INCOMPLETE');
    return error?.message ?? '';
  }

  async function leaveOut(): Promise<{ dumped: Dumped; told: string }> {
    const warnings: string[] = [];
    const dumped = await dump(
      { ...account, unreadable: 'leave-out' },
      {
        log: (level, text) => {
          if (level === 'warn') warnings.push(text);
        },
      },
    );
    return { dumped, told: warnings.join('\n') };
  }

  const tables = ({ facts }: Dumped) => facts.tables.map(({ name }) => name);
  const objects = ({ facts }: Dumped) => facts.objects.map(({ name }) => name).sort();

  test('is nothing for its owner', async () => {
    await runSql(site, ['DROP FUNCTION f1', 'DROP PROCEDURE p1']);
    const { dumped, told } = await leaveOut();
    expect(told).toBe('');
    expect(tables(dumped)).toEqual(['a', 'b', 'partly', 'z']);
    expect((await dump(account)).facts.objects).toHaveLength(5);
  });

  test('are the texts of routines, by name', async () => {
    await grant('SELECT, SHOW VIEW, TRIGGER, EVENT, EXECUTE ON *');
    expect(await refusal()).toContain('does not get: the function f1; the procedure p1. Grant');
    const { dumped, told } = await leaveOut();
    expect(told).toMatch(/^Left out, .+: the function f1; the procedure p1\.$/);
    expect(objects(dumped)).toEqual(['e1', 'tb', 'tz', 'va', 'vz']);
  });

  test('are kinds that the server does not list', async () => {
    await grant('SELECT ON *');
    const expected =
      'the view va; the view vz; definitions of views (SHOW VIEW); triggers (TRIGGER); events (EVENT); procedures and functions (EXECUTE).';
    expect(await refusal()).toContain(expected);
    const { dumped, told } = await leaveOut();
    expect(told).toContain(expected);
    expect(objects(dumped)).toEqual([]);
    expect(tables(dumped)).toEqual(['a', 'b', 'partly', 'z']);
  });

  test('are tables: of some columns, without SELECT, and those that only a foreign key names', async () => {
    await grant(
      'SELECT, TRIGGER ON b',
      'SELECT (id) ON partly',
      'INSERT, TRIGGER ON z',
      'SELECT, SHOW VIEW ON vz',
    );
    const expected = [
      'the table partly',
      'the table z',
      'the table a;',
      'the view vz, which stands on z',
      'the trigger tz, which stands on z',
      'tables and views that the server does not list for it (SELECT)',
    ];
    const refused = await refusal();
    const { dumped, told } = await leaveOut();
    for (const each of expected) {
      expect(refused).toContain(each);
      expect(told).toContain(each);
    }
    expect(tables(dumped)).toEqual(['b']);
    expect(objects(dumped)).toEqual(['tb']);
    // What there is can be restored.
    await restore(await freshSchema(server, 'bv_unreadable_back'), dumped);
  });

  test('is all of it: then there is no backup in either mode', async () => {
    await grant('INSERT ON *');
    expect(await refusal()).toContain('the table a; ');
    await expect(leaveOut()).rejects.toMatchObject({ code: 'SNAPSHOT_INCOMPLETE' });
  });
});
