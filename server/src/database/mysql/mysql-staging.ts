import { BackupError } from '../../errors';
import { pausePoint } from '../../pause-points';
import type { DatabaseEntry, StageOptions, Staging, TableFacts } from '../engine';
import { quoteIdentifier } from '../identifiers';
import { isOwnTable } from '../own-tables';
import type { MysqlSettings } from '../settings';
import { FINISH_ENTRY, rowsPrefix, SCHEMA_ENTRY } from './entry-names';
import { isVersioned, stateTable, type LoadingTable } from './loading-table';
import { GeneratedNames } from './generated-names';
import { prepareAccounts } from './keep-account';
import { parseForeignKeys } from './is-foreign-key';
import { leavePastOut } from './leave-past-out';
import { LAX_SESSION, openLoadSession, STRICT_SESSION } from './load-session';
import { serverMessage } from './mysql-errors';
import type { MysqlSession } from './mysql-session';
import { PresentRows } from './present-rows';
import { readWhole, requireWhole } from './read-whole';
import { requirePlainTable } from './require-plain-table';
import { readRowFile } from './row-file';
import { pauseStatistics, stagedTableText } from './staged-table';
import { readStatements, type Statement } from './statement-file';
import type { StoredObject } from './stored-object';
import { createStateTable, writeStaged } from './swap-state';
import { parseTable, renameSequences, type TableDefinition } from './table-definition';
import { BackupTranslation } from './translate/backup-translation';
import { tryObjects } from './try-objects';

/** Rows are committed in portions of about this size: one sync of the disk for each. */
const COMMIT_BYTES = 16 * 1024 * 1024;

/** The database of an archive as tables beside the live ones, in the same schema. */
export class MysqlStaging implements Staging {
  readonly #settings: MysqlSettings;
  readonly #options: StageOptions;
  readonly #names: GeneratedNames;
  readonly #tables = new Map<string, LoadingTable>();
  /** Tables of the plugin in the archive: they have no rows, and the site keeps its own. */
  readonly #own = new Set<string>();
  readonly #objects: StoredObject[] = [];
  #session: MysqlSession | null = null;
  /** Null for a backup that does not say of which server it is. */
  #translation: BackupTranslation | null = null;
  #uncommitted = 0;
  #finished = false;

  constructor(settings: MysqlSettings, options: StageOptions) {
    this.#settings = settings;
    this.#options = options;
    this.#names = new GeneratedNames(options.token);
  }

  async accept(entry: DatabaseEntry, body: AsyncIterable<Buffer>): Promise<void> {
    const session = await this.#open();
    this.#options.signal.throwIfAborted();
    if (entry.name === SCHEMA_ENTRY) {
      for (const statement of readStatements(await readWhole(entry, body), entry.name)) {
        await this.#define(session, statement);
      }
      this.#translation?.tell();
    } else if (entry.name === FINISH_ENTRY) {
      this.#finished = true;
      for (const statement of readStatements(await readWhole(entry, body), entry.name)) {
        this.#remember(statement);
      }
      this.#translation?.foreignKeys([...this.#tables.values()]);
      this.#translation?.tell();
    } else {
      await this.#load(session, entry, body);
    }
  }

  async finish(tables: readonly TableFacts[]): Promise<void> {
    const session = await this.#open();
    pausePoint('restore.stage-database.loaded');
    await session.send('COMMIT');
    if (!this.#finished) throw damaged(FINISH_ENTRY);
    const found = new Set([...this.#tables.keys(), ...this.#own]);
    const rows = new Map(Array.from(this.#tables.values(), (table) => [table.name, table.rows]));
    requireWhole(tables, found, rows);
    await leavePastOut(session, [...this.#tables.values()], this.#options.log);

    const staged = new Map(
      Array.from(this.#tables.values(), (table) => [table.name, table.staged]),
    );
    await session.send(LAX_SESSION);
    const objects = this.#options.purpose === 'merge' ? [] : await this.#prepare(session, staged);
    await writeStaged(session, this.#names, {
      tables: Array.from(this.#tables.values(), stateTable),
      objects,
      removes: [],
      withdraws: [],
    });
  }

  /** Accounts and objects, for a state that is to become the site. */
  async #prepare(
    session: MysqlSession,
    staged: ReadonlyMap<string, string>,
  ): Promise<readonly StoredObject[]> {
    await prepareAccounts(session, staged, this.#options.keep);
    return tryObjects(
      session,
      this.#names,
      this.#objects,
      staged,
      this.#options.forbiddenObjects,
      this.#options.log,
    );
  }

  close(): Promise<void> {
    this.#session?.destroy();
    this.#session = null;
    return Promise.resolve();
  }

  async #open(): Promise<MysqlSession> {
    if (this.#session !== null) return this.#session;
    const session = await openLoadSession(this.#settings);
    this.#session = session;
    await createStateTable(session, this.#names);
    // Whoever takes over renames it first: then the swap of this fence has lost its table.
    const fence = this.#names.fence(this.#options.lease.fence);
    await session.send(`CREATE TABLE IF NOT EXISTS ${quote(fence)} (id INT PRIMARY KEY)`);
    return session;
  }

  async #define(session: MysqlSession, { frame, sql }: Statement): Promise<void> {
    const name = frame.name ?? '';
    switch (frame.kind) {
      case 'session':
        return;
      case 'dump':
        await this.#compareFlavour(session, frame.client ?? 'mysql', frame.version ?? '');
        return;
      case 'sequence':
        await this.#sequence(session, name, sql.toString('utf8'));
        return;
      case 'sequence-value':
        await this.#sequenceValue(session, name, sql.toString('utf8'));
        return;
      case 'table':
        await this.#table(session, name, sql.toString('utf8'));
        return;
      default:
        throw damaged(SCHEMA_ENTRY);
    }
  }

  async #compareFlavour(
    session: MysqlSession,
    client: 'mysql' | 'mariadb',
    version: string,
  ): Promise<void> {
    this.#translation = await BackupTranslation.begin(session, client, version, this.#options.log);
  }

  async #sequence(session: MysqlSession, name: string, sql: string): Promise<void> {
    const start = `CREATE SEQUENCE ${quote(name)} `;
    if (!sql.startsWith(start) || !/^[\w\s=-]+$/.test(sql.slice(start.length))) {
      throw damaged(SCHEMA_ENTRY);
    }
    this.#translation?.sequence(name, sql);
    const table = this.#add(name, null);
    await this.#make(
      session,
      name,
      `CREATE SEQUENCE ${quote(table.staged)} ${sql.slice(start.length)}`,
    );
  }

  async #sequenceValue(session: MysqlSession, name: string, sql: string): Promise<void> {
    const table = this.#tables.get(name);
    const start = `DO SETVAL(${quote(name)}, `;
    const rest = sql.slice(start.length);
    if (table === undefined || !sql.startsWith(start) || !/^-?\d+, 0, \d+\)$/.test(rest)) {
      throw damaged(SCHEMA_ENTRY);
    }
    await this.#make(session, name, `DO SETVAL(${quote(table.staged)}, ${rest}`);
  }

  async #table(session: MysqlSession, name: string, sql: string): Promise<void> {
    const given = parseTable(sql);
    if (given.name !== name || given.foreignKeys.length > 0) throw damaged(SCHEMA_ENTRY);
    requirePlainTable(given);
    if (isOwnTable(name)) {
      this.#own.add(name);
      return;
    }
    const definition = this.#translation?.table(given) ?? given;
    requirePlainTable(definition);
    const { staged } = this.#add(name, definition);
    // A default may draw from a sequence; until the swap that one has another name, too.
    const drawing = renameSequences(
      definition,
      (sequence) => this.#tables.get(sequence)?.staged ?? sequence,
    );
    await this.#make(session, name, stagedTableText(session.flavour, this.#names, drawing, staged));
    if (session.flavour === 'mariadb') await pauseStatistics(session, staged);
  }

  #add(name: string, definition: TableDefinition | null): LoadingTable {
    if (this.#tables.has(name)) throw damaged(SCHEMA_ENTRY);
    const staged = this.#names.staged(this.#tables.size);
    const table = {
      name,
      staged,
      definition,
      foreignKeys: [],
      rows: 0,
      present: null,
      leftOut: 0,
    };
    this.#tables.set(name, table);
    return table;
  }

  async #make(session: MysqlSession, name: string, sql: string): Promise<void> {
    try {
      await session.send(sql);
    } catch (error) {
      throw new BackupError(
        'STAGING_MISMATCH',
        `The table ${name} of the backup cannot be made on this server: ${serverMessage(error)}. Nothing was changed.`,
        { cause: error },
      );
    }
  }

  async #load(
    session: MysqlSession,
    entry: DatabaseEntry,
    body: AsyncIterable<Buffer>,
  ): Promise<void> {
    let table: LoadingTable | null = null;
    for await (const part of readRowFile(body, entry.name)) {
      this.#options.signal.throwIfAborted();
      if ('end' in part) {
        if (part.end >= 0 && part.end !== table?.rows) throw damaged(entry.name);
        continue;
      }
      if (table === null) {
        table = this.#tableOf(part.table, entry);
        await this.#begin(session, table, part.rest);
      }
      if (part.table !== table.name) throw damaged(entry.name);
      const head = Buffer.from(`INSERT INTO ${quote(table.present?.table ?? table.staged)}`);
      await this.#insert(session, table, Buffer.concat([head, part.rest]), part.rows);
    }
    await session.send('COMMIT');
    this.#uncommitted = 0;
  }

  #tableOf(name: string, entry: DatabaseEntry): LoadingTable {
    const table = this.#tables.get(name);
    if (table === undefined || !entry.name.startsWith(rowsPrefix(name))) throw damaged(entry.name);
    return table;
  }

  async #begin(session: MysqlSession, table: LoadingTable, rest: Buffer): Promise<void> {
    const { definition, staged } = table;
    if (this.#options.withoutHistory && definition !== null && isVersioned(definition)) {
      const plain = this.#names.withPast([...this.#tables.keys()].indexOf(table.name));
      table.present ??= await PresentRows.begin(session, definition, staged, plain, rest);
    }
    // A wrong member of an ENUM is kept as the empty one only by a lax session.
    const lax = table.definition?.items.some((item) => /^\s*`(?:[^`]|``)+` enum\(/i.test(item));
    await session.send(lax === true ? LAX_SESSION : STRICT_SESSION);
    await session.send('START TRANSACTION');
  }

  async #insert(
    session: MysqlSession,
    table: LoadingTable,
    sql: Buffer,
    rows: number,
  ): Promise<void> {
    let affectedRows: number;
    try {
      ({ affectedRows } = await session.send(sql));
    } catch (error) {
      throw new BackupError(
        'STAGING_MISMATCH',
        `The table ${table.name} of the backup cannot be filled on this server: ${serverMessage(error)}. Nothing was changed.`,
        { cause: error },
      );
    }
    if (affectedRows !== rows) throw damaged(table.name);
    table.rows += rows;
    this.#uncommitted += sql.length;
    if (this.#uncommitted < COMMIT_BYTES) return;
    this.#uncommitted = 0;
    await session.send('COMMIT');
    await session.send('START TRANSACTION');
  }

  #remember({ frame, sql }: Statement): void {
    const name = frame.name ?? '';
    switch (frame.kind) {
      case 'session':
      case 'placeholder':
        return;
      case 'foreign-keys':
        this.#foreignKeys(name, sql.toString('utf8'));
        return;
      case 'view':
      case 'trigger':
      case 'procedure':
      case 'function':
      case 'event': {
        const { session, table, columns } = frame;
        if (session === undefined) throw damaged(FINISH_ENTRY);
        if (table !== undefined && isOwnTable(table)) return;
        const object: StoredObject = {
          kind: frame.kind,
          name,
          table: table ?? null,
          sql: Buffer.from(sql),
          session,
          columns: columns ?? [],
        };
        this.#objects.push(this.#translation?.object(object) ?? object);
        return;
      }
      default:
        throw damaged(FINISH_ENTRY);
    }
  }

  #foreignKeys(name: string, sql: string): void {
    if (isOwnTable(name)) return;
    const table = this.#tables.get(name);
    const items = parseForeignKeys(name, sql);
    if (table === undefined || items === null) throw damaged(FINISH_ENTRY);
    table.foreignKeys = items;
  }
}

function damaged(entry: string): BackupError {
  return new BackupError(
    'DATABASE_CORRUPT',
    `${entry} of the backup does not fit to the rest of it. Use another backup.`,
  );
}

function quote(name: string): string {
  return quoteIdentifier('mysql', name);
}
