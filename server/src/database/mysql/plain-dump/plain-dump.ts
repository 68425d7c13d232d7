import { createHash } from 'node:crypto';
import { BackupError } from '../../../errors';
import type { WriteLog } from '../../../progress';
import type { DatabaseFacts, DumpSink, TableFacts } from '../../engine';
import { isOwnTable } from '../../own-tables';
import { compareText } from '../compare-text';
import { InsertReader, type InsertHandlers } from '../dump-tool/insert-reader';
import { StrangeOutput } from '../dump-tool/strange-output';
import type { EntryQueue } from '../entry-queue';
import type { ColumnInfo } from '../inspect-mysql';
import { requirePlainTable } from '../require-plain-table';
import { FILE_BYTES, RowFiles, type DumpedRows } from '../row-files';
import { finishFile, schemaHead, tableFrame } from '../schema-file';
import { parseTable, tableText, type TableDefinition } from '../table-definition';
import { parseColumn } from '../translate/column-item';
import { readHeader, type DumpHeader } from './dump-header';
import { requireUsualSettings } from './usual-settings';
import { whatStatementIs, type Setting } from './what-statement-is';
import { writableColumns } from './writable-columns';

interface ReadTable {
  readonly definition: TableDefinition;
  /** Names of all columns: what an INSERT without a list has, generated ones too where there are some. */
  readonly all: readonly string[];
  /** Those that can be written, in their order. */
  readonly columns: readonly ColumnInfo[];
  files: RowFiles | null;
  /** The list of the first INSERT. */
  listed: string;
}

/** Definitions are held in memory. */
const TABLE_MAX = 1024 * 1024;
const SCHEMA_MAX = 16 * 1024 * 1024;
const TABLES_MAX = 20_000;
const OBJECTS_MAX = 1_000;

/** What stands for bytes that are no character. */
const NOT_UTF8 = '\uFFFD';

/**
 * A dump of `mysqldump` or `mariadb-dump`, taken apart and written again in the form of our archives.
 *
 * Nothing of it is ever executed as it is: tables and rows of literals are taken, by an allow-list; views and
 * programs are left out and named; what belongs to a session or a client is passed over, and everything
 * else refuses the whole dump.
 */
export class PlainDump implements InsertHandlers {
  readonly #reader = new InsertReader(this);
  readonly #tables = new Map<string, ReadTable>();
  readonly #dumped = new Map<string, DumpedRows>();
  readonly #leftOut = new Set<string>();
  readonly #settings = new Map<Setting['name'], string>();
  #schemaLength = 0;
  readonly #sink: DumpSink;
  readonly #queue: EntryQueue;
  readonly #header: DumpHeader = {
    client: 'mysql',
    version: '',
    database: null,
    completedAt: null,
  };
  #schema: string | null = null;
  #current: string | null = null;

  /**
   * @param sink takes the files of rows, which come table by table in the order of the dump
   * @param queue holds the source while the sink is at work
   */
  constructor(sink: DumpSink, queue: EntryQueue) {
    this.#sink = sink;
    this.#queue = queue;
  }

  /** @throws BackupError ARCHIVE_UNSAFE */
  push(piece: Buffer): void {
    refusing(() => {
      this.#reader.push(piece);
    });
  }

  /**
   * Nothing comes any more.
   *
   * @param write takes the two files around the rows
   * @returns what is known of the database, and when the dump was completed
   * @throws BackupError ARCHIVE_UNSAFE, ARCHIVE_TRUNCATED
   */
  finish(log: WriteLog): {
    facts: DatabaseFacts;
    schema: Buffer;
    finish: Buffer;
    header: DumpHeader;
  } {
    refusing(() => {
      this.#reader.end();
    });
    this.#endTable();
    if (this.#tables.size === 0) {
      throw new BackupError('UPLOAD_REFUSED', 'There is no table in this dump.');
    }
    if (this.#header.completedAt === null) {
      log(
        'warn',
        'The dump does not say at its end that it was completed: a part of it may be missing.',
      );
    }
    if (this.#leftOut.size > 0) {
      log(
        'warn',
        `Left out, since only tables are taken from a plain dump: ${named([...this.#leftOut])}.`,
      );
    }
    return {
      facts: this.#facts(),
      schema: this.#schemaFile(),
      finish: finishFile({
        tables: this.#inOrder().map((definition) => ({ name: definition.name, definition })),
        objects: [],
      }),
      header: this.#header,
    };
  }

  statement(text: string): void {
    const what = whatStatementIs(text);
    switch (what.kind) {
      case 'comment':
        readHeader(this.#header, text);
        return;
      case 'ignored':
        return;
      case 'schema':
        // One dump of one database: another one in it would end up in the same site.
        if (this.#schema !== null && this.#schema !== what.name) {
          throw new StrangeOutput(`it has more than one database (${this.#schema}, ${what.name})`);
        }
        this.#schema = what.name;
        return;
      case 'object':
        if (this.#leftOut.size < OBJECTS_MAX) this.#leftOut.add(what.name);
        return;
      case 'settings':
        for (const { name, value } of what.settings) {
          // `@saved…`: back to what it was.
          if (value.startsWith('@')) this.#settings.delete(name);
          else this.#settings.set(name, value);
        }
        return;
      case 'table':
        this.#define(text);
        return;
      case 'refused':
        throw new StrangeOutput(`it has a statement that backups do not have: ${start(text)}`);
    }
  }

  tableBegins(): void {
    // Told by `statement`.
  }

  tableEnds(): void {
    // A table ends where another one begins.
  }

  columns(name: string, names: readonly string[] | null): readonly boolean[] {
    requireUsualSettings(this.#settings);
    const table = this.#tables.get(name);
    if (table === undefined)
      throw new StrangeOutput(`there are rows of ${name}, which it does not make`);
    if (this.#current !== name) {
      this.#endTable();
      if (this.#dumped.has(name)) throw new StrangeOutput(`the rows of ${name} are not together`);
      this.#current = name;
    }
    const listed = names ?? table.all;
    const known = new Map(table.columns.map((column) => [column.name, column]));
    const strange = listed.find((column) => !table.all.includes(column));
    if (strange !== undefined) {
      throw new StrangeOutput(`the rows of ${name} have a column that the table has not`);
    }
    const wanted = listed.map((column) => known.get(column));
    const columns = wanted.filter((column): column is ColumnInfo => column !== undefined);
    if (new Set(columns).size !== columns.length || columns.length === 0) {
      throw new StrangeOutput(`the rows of ${name} have other columns than the table`);
    }
    const text = JSON.stringify(listed);
    if (table.files === null) {
      table.listed = text;
      table.files = new RowFiles(name, columns, {
        sink: this.#sink,
        queue: this.#queue,
        onBytes: () => undefined,
        fileBytes: FILE_BYTES,
      });
    } else if (text !== table.listed) {
      throw new StrangeOutput(`the rows of ${name} have other columns than before`);
    }
    return wanted.map((column) => column !== undefined);
  }

  row(buffer: Buffer, from: number, to: number): void {
    if (this.#current === null || isOwnTable(this.#current)) return;
    this.#tables.get(this.#current)?.files?.add(buffer, from, to);
  }

  #define(text: string): void {
    this.#schemaLength += text.length;
    if (
      text.length > TABLE_MAX ||
      this.#schemaLength > SCHEMA_MAX ||
      this.#tables.size >= TABLES_MAX
    ) {
      throw new StrangeOutput('its tables have longer definitions than any site has');
    }
    const definition = parseTable(text);
    requirePlainTable(definition);
    if (text.includes(NOT_UTF8)) {
      throw new StrangeOutput(`the table ${definition.name} has characters that are not UTF-8`);
    }
    if (this.#tables.has(definition.name)) {
      throw new StrangeOutput(`the table ${definition.name} is made twice`);
    }
    this.#endTable();
    this.#tables.set(definition.name, {
      definition,
      all: definition.items.flatMap((item) => parseColumn(item)?.name ?? []),
      columns: writableColumns(definition),
      files: null,
      listed: '',
    });
  }

  #endTable(): void {
    if (this.#current === null) return;
    const dumped = this.#tables.get(this.#current)?.files?.end() ?? { rows: 0, largest: 0 };
    this.#dumped.set(this.#current, dumped);
    this.#current = null;
  }

  #inOrder(): TableDefinition[] {
    return [...this.#tables.values()]
      .map(({ definition }) => definition)
      .sort((a, b) => compareText(a.name, b.name));
  }

  #schemaFile(): Buffer {
    const { client, version } = this.#header;
    return Buffer.concat([schemaHead(client, version), ...this.#inOrder().map(tableFrame)]);
  }

  #facts(): DatabaseFacts {
    const hash = createHash('sha256');
    const tables = this.#inOrder().map((definition): TableFacts => {
      const { name } = definition;
      const own = isOwnTable(name);
      const { rows, largest } = (own ? null : this.#dumped.get(name)) ?? { rows: 0, largest: 0 };
      if (!own) hash.update(tableText(definition)).update('\n');
      return { name, rows, largestRow: largest, endMarker: String(rows), own };
    });
    const { client, version } = this.#header;
    return {
      client,
      serverVersion: version === '' ? 'unknown' : version,
      charset: null,
      collation: null,
      snapshotLevel: 'imported',
      flavour: client,
      schemaFingerprint: hash.digest('hex'),
      tables,
      objects: [],
      history: [],
    };
  }
}

function refusing(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof StrangeOutput) && !isOfDefinition(error)) throw error;
    throw new BackupError(
      'ARCHIVE_UNSAFE',
      `This SQL file is not taken: ${error.message}. Only what mysqldump and mariadb-dump write for one database is.`,
      { cause: error },
    );
  }
}

/** A definition that a restore would not take either: another form, another server, another folder. */
function isOfDefinition(error: unknown): error is BackupError {
  return (
    error instanceof BackupError &&
    (error.code === 'DATABASE_CORRUPT' || error.code === 'STAGING_MISMATCH')
  );
}

const SHOWN = 60;

function start(text: string): string {
  const line = text.replace(/[^\x20-\x7e]+/g, ' ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}

const NAMED = 20;

function named(names: readonly string[]): string {
  const more = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}`;
}
