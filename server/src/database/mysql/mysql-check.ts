import { BackupError } from '../../errors';
import { requireWhole, readWhole } from './read-whole';
import type { DatabaseEntry, Staging, TableFacts } from '../engine';
import { FINISH_ENTRY, rowsPrefix, SCHEMA_ENTRY } from './entry-names';
import { requirePlainTable } from './require-plain-table';
import { readRowFile } from './row-file';
import { readStatements } from './statement-file';
import { parseTable } from './table-definition';

/**
 * The database of an archive, read as a restore reads it, without a server: every statement is one of
 * those that backups have, and every table has the rows that the manifest says.
 */
export class MysqlCheck implements Staging {
  readonly #tables = new Set<string>();
  readonly #rows = new Map<string, number>();
  #schema = false;
  #finish = false;

  async accept(entry: DatabaseEntry, body: AsyncIterable<Buffer>): Promise<void> {
    if (entry.name === SCHEMA_ENTRY) {
      this.#schema = true;
      this.#readSchema(await readWhole(entry, body));
    } else if (entry.name === FINISH_ENTRY) {
      this.#finish = true;
      for (const { frame } of readStatements(await readWhole(entry, body), entry.name)) {
        if (frame.kind === 'table' || frame.kind === 'end') throw damaged(entry.name);
      }
    } else {
      await this.#readRows(entry, body);
    }
  }

  finish(tables: readonly TableFacts[]): Promise<void> {
    if (!this.#schema || !this.#finish) throw damaged(SCHEMA_ENTRY);
    requireWhole(tables, this.#tables, this.#rows);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #readSchema(content: Buffer): void {
    for (const { frame, sql } of readStatements(content, SCHEMA_ENTRY)) {
      if (frame.kind === 'sequence') this.#tables.add(frame.name ?? '');
      if (frame.kind !== 'table') continue;
      const definition = parseTable(sql.toString('utf8'));
      requirePlainTable(definition);
      const { name } = definition;
      if (name !== frame.name) throw damaged(SCHEMA_ENTRY);
      this.#tables.add(name);
    }
  }

  async #readRows(entry: DatabaseEntry, body: AsyncIterable<Buffer>): Promise<void> {
    let table: string | null = null;
    for await (const part of readRowFile(body, entry.name)) {
      if ('end' in part) {
        if (part.end >= 0 && part.end !== (table === null ? 0 : this.#rows.get(table))) {
          throw damaged(entry.name);
        }
        continue;
      }
      table ??= part.table;
      if (part.table !== table || !entry.name.startsWith(rowsPrefix(table))) {
        throw damaged(entry.name);
      }
      this.#rows.set(table, (this.#rows.get(table) ?? 0) + part.rows);
    }
  }
}

function damaged(entry: string): BackupError {
  return new BackupError(
    'DATABASE_CORRUPT',
    `${entry} of the backup does not fit to the rest of it. Use another backup.`,
  );
}
