import type { MergeSummary } from '../../contracts/restores';
import { BackupError } from '../../errors';
import type { MergeOptions } from '../engine';
import { quoteIdentifier } from '../identifiers';
import type { MergeDatabase } from '../merge/merge-database';
import { mergeDatabases } from '../merge/merge-databases';
import type { MysqlSettings } from '../settings';
import { GeneratedNames } from './generated-names';
import { listColumns, type ColumnInfo } from './inspect-mysql';
import { openLoadSession, STRICT_SESSION } from './load-session';
import { serverMessage } from './mysql-errors';
import type { MysqlSession } from './mysql-session';
import { sqlString } from './sql-string';
import { readStaged, writeStaged, type StagedState } from './swap-state';

const quote = (name: string): string => quoteIdentifier('mysql', name);

/**
 * Merges the staged tables of one token into those of another.
 *
 * @param tokens `here` of the staged copy of the site, `there` of the backup
 * @throws BackupError STAGING_MISMATCH
 */
export async function mergeMysql(
  settings: MysqlSettings,
  tokens: { readonly here: string; readonly there: string },
  { model, signal, report }: MergeOptions,
): Promise<MergeSummary> {
  const session = await openLoadSession(settings);
  try {
    await session.send(STRICT_SESSION);
    await session.send('SET SESSION unique_checks = 1');
    const [here, there] = [new GeneratedNames(tokens.here), new GeneratedNames(tokens.there)];
    const [site, backup] = [await readStaged(session, here), await readStaged(session, there)];
    if (site === null || backup === null) throw new Error('There is nothing staged to be merged.');
    const columns = await listColumns(session);
    const database = new MysqlMerge(session, there, { site, backup, columns });
    const summary = await mergeDatabases(database, model, { signal, report });
    await writeStaged(session, here, await counted(session, site, database.changed));
    return summary;
  } finally {
    session.destroy();
  }
}

/** What is staged, with the rows that were added. */
async function counted(
  session: MysqlSession,
  site: StagedState,
  changed: ReadonlySet<string>,
): Promise<StagedState> {
  const tables = [];
  for (const table of site.tables) {
    if (!changed.has(table.physical)) {
      tables.push(table);
      continue;
    }
    const [row] = await session.rows(`SELECT COUNT(*) AS total FROM ${quote(table.physical)}`);
    tables.push({ ...table, rows: Number(row?.total ?? 0) });
  }
  return { ...site, tables };
}

interface Staged {
  readonly site: StagedState;
  readonly backup: StagedState;
  readonly columns: ReadonlyMap<string, readonly ColumnInfo[]>;
}

class MysqlMerge implements MergeDatabase {
  /** SHA-256: as short as an index likes it, whatever the values are. */
  readonly keyType = 'VARBINARY(32)';
  /** Physical names of the tables of the site into which something may have been put. */
  readonly changed = new Set<string>();
  readonly #session: MysqlSession;
  readonly #names: GeneratedNames;
  readonly #here: ReadonlyMap<string, string>;
  readonly #there: ReadonlyMap<string, string>;
  readonly #columns: Staged['columns'];
  #scratches = 0;

  constructor(session: MysqlSession, names: GeneratedNames, staged: Staged) {
    this.#session = session;
    this.#names = names;
    this.#here = physicalNames(staged.site);
    this.#there = physicalNames(staged.backup);
    this.#columns = staged.columns;
  }

  quote(name: string): string {
    return quote(name);
  }

  text(value: string): string {
    return sqlString(value);
  }

  here(table: string): string | null {
    const physical = this.#here.get(table);
    if (physical === undefined) return null;
    this.changed.add(physical);
    return quote(physical);
  }

  there(table: string): string | null {
    const physical = this.#there.get(table);
    return physical === undefined ? null : quote(physical);
  }

  async columnsHere(table: string): Promise<readonly string[]> {
    return this.#columnsOf(this.#here.get(table));
  }

  async columnsThere(table: string): Promise<readonly string[]> {
    return this.#columnsOf(this.#there.get(table));
  }

  key(...expressions: readonly string[]): string {
    const parts = expressions.map((each) => `CONVERT(${each} USING utf8mb4)`);
    return `UNHEX(SHA2(CONCAT_WS('|', ${parts.join(', ')}), 256))`;
  }

  joined(...expressions: readonly string[]): string {
    return `CONCAT(${expressions.join(', ')})`;
  }

  async scratch(columns: string, indexed: readonly string[]): Promise<string> {
    this.#scratches += 1;
    const name = quote(this.#names.merging(this.#scratches));
    const keys = indexed.map((column) => `, KEY (${quote(column)})`).join('');
    await this.#send(`CREATE TABLE ${name} (${columns}${keys}) ENGINE=InnoDB`);
    return name;
  }

  async run(sql: string): Promise<number> {
    return (await this.#send(sql)).affectedRows;
  }

  async rows(sql: string): Promise<Readonly<Record<string, string | null>>[]> {
    return this.#session.rows(sql);
  }

  async #send(sql: string) {
    try {
      return await this.#session.send(sql);
    } catch (error) {
      throw new BackupError(
        'STAGING_MISMATCH',
        `The backup cannot be merged into what is here: ${serverMessage(error)}. Nothing was changed.`,
        { cause: error },
      );
    }
  }

  #columnsOf(physical: string | undefined): string[] {
    return (this.#columns.get(physical ?? '') ?? []).map(({ name }) => name);
  }
}

function physicalNames({ tables }: StagedState): Map<string, string> {
  return new Map(tables.map(({ name, physical }) => [name, physical]));
}
