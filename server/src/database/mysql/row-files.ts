import type { DumpSink } from '../engine';
import { quoteIdentifier } from '../identifiers';
import { rowsEntry } from './entry-names';
import type { EntryQueue } from './entry-queue';
import type { ColumnInfo } from './inspect-mysql';
import { SqlOutput } from './sql-output';
import { writeRow, type Literal } from './write-row';

/** Statements are cut after this many bytes, so that any server takes them. */
const STATEMENT_BYTES = 1024 * 1024;
/** Files are cut after this many bytes: they are held in memory until the archive has taken them. */
export const FILE_BYTES = 32 * 1024 * 1024;

export interface DumpedRows {
  readonly rows: number;
  /** Bytes of the largest row as SQL. */
  readonly largest: number;
}

export interface RowFilesTarget {
  readonly sink: DumpSink;
  readonly queue: EntryQueue;
  /** Told the bytes of each file. */
  readonly onBytes: (bytes: number) => void;
  /** After which a file is full. */
  readonly fileBytes: number;
}

/** The rows of one table as files of INSERT statements, with our marks around them. */
export class RowFiles {
  readonly #name: string;
  readonly #head: string;
  readonly #literals: readonly Literal[];
  readonly #target: RowFilesTarget;
  readonly #out = new SqlOutput(256 * 1024);
  #rows = 0;
  #largest = 0;
  #part = 0;
  #statementStart = -1;

  /**
   * @param name the name that the table has in the backup
   * @param columns in the order of the values
   */
  constructor(name: string, columns: readonly ColumnInfo[], target: RowFilesTarget) {
    this.#name = name;
    this.#head = `INSERT INTO ${quote(name)} (${columns.map((column) => quote(column.name)).join(', ')}) VALUES\n`;
    this.#literals = columns.map((column) => column.literal);
    this.#target = target;
  }

  /** One row, in the form of the wire: each value with its length before it. */
  add(buffer: Buffer, start: number, end: number): void {
    const out = this.#out;
    if (this.#statementStart === -1) {
      if (out.length === 0) this.#begin();
      this.#statementStart = out.length;
      out.text(this.#head);
    } else {
      out.text(',\n');
    }
    const before = out.length;
    writeRow(out, this.#literals, buffer, start, end);
    this.#rows += 1;
    this.#largest = Math.max(this.#largest, out.length - before);
    if (out.length - this.#statementStart >= STATEMENT_BYTES) {
      this.#endStatement();
      const { fileBytes } = this.#target;
      if (out.length >= fileBytes) this.#flush(fileBytes + 2 * STATEMENT_BYTES);
    }
  }

  /** Ends the last file. The queue may still be taking it. */
  end(): DumpedRows {
    if (this.#out.length > 0) this.#flush(0);
    return { rows: this.#rows, largest: this.#largest };
  }

  #begin(): void {
    this.#part += 1;
    this.#out.text(`-- ${JSON.stringify({ kind: 'rows', part: this.#part })}\n`);
  }

  #endStatement(): void {
    if (this.#statementStart === -1) return;
    this.#out.text(';\n');
    this.#statementStart = -1;
  }

  #flush(nextSize: number): void {
    this.#endStatement();
    this.#out.text(`-- ${JSON.stringify({ kind: 'end', rows: this.#rows })}\n`);
    const content = this.#out.take(nextSize);
    const entry = rowsEntry(this.#name, this.#part);
    const { sink, queue, onBytes } = this.#target;
    onBytes(content.length);
    queue.add(() => sink.addBuffer(entry, content));
  }
}

function quote(name: string): string {
  return quoteIdentifier('mysql', name);
}
