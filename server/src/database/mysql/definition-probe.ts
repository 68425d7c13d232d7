import { quoteIdentifier } from '../identifiers';
import { isForbidden } from './mysql-errors';
import type { MysqlSession } from './mysql-session';

/** A temporary table is seen by its own connection only, so the name needs to be free of ours alone. */
const PROBE = '`bkv_definition_probe`';
/** Members that are asked for at once; an ENUM may have 65 535. */
const PORTION = 500;

/**
 * Asks the server what stands in a definition where it shows a question mark. `SHOW CREATE TABLE` passes
 * members of ENUM and SET, and MariaDB's defaults, through a character set of three bytes.
 */
export class DefinitionProbe {
  readonly #session: MysqlSession;
  readonly #open: () => Promise<MysqlSession>;
  #writing: MysqlSession | null = null;

  /**
   * @param session sees the tables
   * @param open a connection that may make temporary tables: the session of a dump reads only
   */
  constructor(session: MysqlSession, open: () => Promise<MysqlSession>) {
    this.#session = session;
    this.#open = open;
  }

  close(): void {
    if (this.#writing !== this.#session) this.#writing?.destroy();
    this.#writing = null;
  }

  /**
   * Members of an ENUM or a SET.
   *
   * @param values as numbers: 1, 2, 3 … of an ENUM, 1, 2, 4 … of a SET
   * @returns null where the account may not be told
   */
  async members(
    table: string,
    column: string,
    values: readonly bigint[],
  ): Promise<string[] | null> {
    const found: string[] = [];
    for (let at = 0; at < values.length; at += PORTION) {
      const portion = values.slice(at, at + PORTION);
      const part = await (this.#session.flavour === 'mariadb'
        ? this.#byVariable(table, column, portion)
        : this.#byTemporaryTable(table, column, portion));
      if (part === null) return null;
      found.push(...part);
    }
    return found;
  }

  /**
   * The bytes of a plain default: of a text in utf8mb4, else as they are.
   *
   * @returns null where the account may not be told
   */
  async plainDefault(table: string, column: string, text: boolean): Promise<Buffer | null> {
    const of = (value: string) => `HEX(${text ? `CONVERT(${value} USING utf8mb4)` : value}) AS hex`;
    const value = of(`DEFAULT(${quote(column)})`);
    // Without a row the default of a column that is NOT NULL is NULL.
    for (const rows of [
      `(SELECT 1) AS one LEFT JOIN ${quote(table)} ON 0`,
      `${quote(table)} LIMIT 1`,
    ]) {
      const [row] = await this.#session.rows(`SELECT ${value} FROM ${rows}`);
      if (typeof row?.hex === 'string') return Buffer.from(row.hex, 'hex');
    }
    const hex = await this.#inTemporaryTable(table, column, async (session) => {
      await session.send(`INSERT INTO ${PROBE} (\`bkv_number\`) VALUES (1)`);
      return (await session.rows(`SELECT ${of(quote(column))} FROM ${PROBE}`))[0]?.hex ?? null;
    });
    return hex === null ? null : Buffer.from(hex, 'hex');
  }

  /** MariaDB has variables of the type of a column, which need no right but to read it. */
  async #byVariable(table: string, column: string, values: readonly bigint[]): Promise<string[]> {
    const steps = values.map(
      (value) =>
        `SET member = ${String(value)}; SET @bkv_members = CONCAT(@bkv_members, HEX(CONVERT(member USING utf8mb4)), ',');`,
    );
    await this.#session.send(
      `BEGIN NOT ATOMIC DECLARE member TYPE OF ${quote(table)}.${quote(column)}; SET @bkv_members = ''; ${steps.join(' ')} END`,
    );
    const [row] = await this.#session.rows('SELECT @bkv_members AS members');
    return (row?.members ?? '').split(',').slice(0, -1).map(fromHex);
  }

  #byTemporaryTable(
    table: string,
    column: string,
    values: readonly bigint[],
  ): Promise<string[] | null> {
    return this.#inTemporaryTable(table, column, async (session) => {
      const rows = values.map((value, index) => `(${String(index)}, ${String(value)})`);
      await session.send(
        `INSERT INTO ${PROBE} (\`bkv_number\`, ${quote(column)}) VALUES ${rows.join(', ')}`,
      );
      const members = await session.rows(
        `SELECT HEX(CONVERT(${quote(column)} USING utf8mb4)) AS hex FROM ${PROBE} ORDER BY \`bkv_number\``,
      );
      return members.map((row) => fromHex(row.hex ?? ''));
    });
  }

  async #inTemporaryTable<T>(
    table: string,
    column: string,
    act: (session: MysqlSession) => Promise<T>,
  ): Promise<T | null> {
    this.#writing ??= await this.#open();
    const session = this.#writing;
    try {
      await session.send(
        `CREATE TEMPORARY TABLE ${PROBE} (\`bkv_number\` INT NOT NULL PRIMARY KEY) SELECT 1 AS \`bkv_number\`, ${quote(column)} FROM ${quote(table)} LIMIT 0`,
      );
    } catch (error) {
      if (isForbidden(error)) return null;
      throw error;
    }
    try {
      return await act(session);
    } finally {
      await session.send(`DROP TEMPORARY TABLE ${PROBE}`);
    }
  }
}

function fromHex(hex: string): string {
  return Buffer.from(hex, 'hex').toString('utf8');
}

function quote(name: string): string {
  return quoteIdentifier('mysql', name);
}
