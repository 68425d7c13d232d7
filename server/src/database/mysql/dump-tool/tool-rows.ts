import { EntryQueue, type Flow } from '../entry-queue';
import type { PlannedTable } from '../dump-plan';
import type { ColumnInfo } from '../inspect-mysql';
import { FILE_BYTES, RowFiles, type DumpedRows } from '../row-files';
import type { RowTarget } from '../row-reader';
import { InsertReader, type InsertHandlers } from './insert-reader';
import { StrangeOutput } from './strange-output';

/**
 * The output of a client as files of rows, table by table in the order in which they were asked for.
 * Anything else than all rows of exactly these tables is refused.
 */
export class ToolRows implements InsertHandlers {
  readonly queue: EntryQueue;
  readonly #tables: readonly PlannedTable[];
  readonly #target: RowTarget;
  readonly #reader = new InsertReader(this);
  readonly #dumped = new Map<string, DumpedRows>();
  #next = 0;
  #current: { readonly table: PlannedTable; files: RowFiles | null; columns: string } | null = null;

  constructor(tables: readonly PlannedTable[], target: RowTarget, flow: Flow) {
    this.#tables = tables;
    this.#target = target;
    this.queue = new EntryQueue(flow);
  }

  /** @throws StrangeOutput */
  push(piece: Buffer): void {
    this.#reader.push(piece);
  }

  /**
   * Nothing comes any more.
   *
   * @throws StrangeOutput when something is missing
   */
  async finish(): Promise<ReadonlyMap<string, DumpedRows>> {
    this.#reader.end();
    const missing = this.#current?.table ?? this.#tables[this.#next];
    if (missing !== undefined) throw new StrangeOutput(`the table ${missing.name} is not finished`);
    await this.queue.finish();
    return this.#dumped;
  }

  tableBegins(name: string): void {
    const table = this.#tables[this.#next];
    if (this.#current !== null || table?.physical !== name) {
      throw new StrangeOutput(`the table ${name} comes where another one should`);
    }
    // Its first table tells that the client has its snapshot.
    if (this.#next === 0) this.queue.add(() => this.#target.begin());
    this.#next += 1;
    this.#current = { table, files: null, columns: '' };
  }

  columns(name: string, names: readonly string[] | null): readonly boolean[] {
    if (names === null) throw new StrangeOutput('an INSERT has no list of columns');
    const current = this.#current;
    if (current?.table.physical !== name) {
      throw new StrangeOutput(`rows of the table ${name} come where another one's should`);
    }
    const known = new Map(current.table.columns.map((column) => [column.name, column]));
    // Some versions also write generated columns, which nobody can insert.
    const wanted = names.map((column) => known.get(column));
    const columns = wanted.filter((column): column is ColumnInfo => column !== undefined);
    const text = JSON.stringify(names);
    if (new Set(columns).size !== known.size || columns.length !== known.size) {
      throw new StrangeOutput(`the table ${name} has other columns than it should`);
    }
    if (current.files === null) {
      const { sink, onBytes } = this.#target;
      const { name: logical } = current.table;
      current.columns = text;
      current.files = new RowFiles(logical, columns, {
        sink,
        queue: this.queue,
        onBytes: (bytes) => {
          onBytes(bytes, logical);
        },
        fileBytes: FILE_BYTES,
      });
    } else if (text !== current.columns) {
      throw new StrangeOutput(`the table ${name} has other columns than before`);
    }
    return wanted.map((column) => column !== undefined);
  }

  row(buffer: Buffer, start: number, end: number): void {
    this.#current?.files?.add(buffer, start, end);
  }

  tableEnds(name: string): void {
    const current = this.#current;
    if (current?.table.physical !== name) {
      throw new StrangeOutput(`the table ${name} ends without a beginning`);
    }
    this.#dumped.set(current.table.name, current.files?.end() ?? { rows: 0, largest: 0 });
    this.#current = null;
  }
}
