import type { z } from 'zod';
import type { DatabaseConnection, SqlParameter } from '../database/connection';
import { quoteIdentifier } from '../database/identifiers';
import { leaseLost } from '../errors';
import { whileHolding, type Lease } from '../lease/lease';
import { KeptAnswer } from './kept-answer';
import { decodeRow, encodeValue, type Columns } from './row-codec';

export interface Filter {
  readonly sql: string;
  readonly params: readonly SqlParameter[];
  /** Selects the internal ids, as `hit`, of what a search finds; the condition is one more. */
  readonly hits?: { readonly sql: string; readonly params: readonly SqlParameter[] } | undefined;
}

export interface Page<Item> {
  readonly items: Item[];
  readonly total: number;
}

/**
 * One of the plugin's record tables, read and written by the plugin's own connection: the same code
 * serves the server, the recovery before Strapi has started, and the command line without Strapi.
 */
export class RecordTable<Shape extends { id: string }> {
  readonly #connection: DatabaseConnection;
  readonly #table: string;
  readonly #columns: Columns<Shape>;
  readonly #schema: z.ZodType<Shape>;
  readonly #found: KeptAnswer<readonly number[]>;

  constructor(
    connection: DatabaseConnection,
    table: string,
    columns: Columns<Shape>,
    schema: z.ZodType<Shape>,
  ) {
    this.#connection = connection;
    this.#table = table;
    this.#columns = columns;
    this.#schema = schema;
    this.#found = new KeptAnswer(connection, table);
  }

  async insert(item: Shape): Promise<void> {
    const now = new Date().toISOString();
    const stamps = ['updated_at', 'published_at'].map((column) => ({
      column,
      value: encodeValue('time', now),
    }));
    const cells = [...this.#cells(item), ...stamps];
    const names = cells.map((cell) => this.#quote(cell.column));
    await this.#connection.run(
      `INSERT INTO ${this.#quote(this.#table)} (${names.join(', ')}) VALUES (${cells.map(() => '?').join(', ')})`,
      cells.map((cell) => cell.value),
    );
  }

  /**
   * What a job writes: only while it holds the lease, compared in the same statement, so that a job
   * that was frozen and woken again cannot write over what its successor has decided.
   *
   * @throws BackupError LEASE_LOST
   */
  async updateHolding(lease: Lease, id: string, change: Partial<Shape>): Promise<void> {
    const changed = await this.#update(id, change, whileHolding(lease));
    if (!changed) throw leaseLost();
  }

  /** @returns whether the record exists */
  update(id: string, change: Partial<Shape>): Promise<boolean> {
    return this.#update(id, change, { sql: '1 = 1', params: [] });
  }

  /** The same under a condition, in one statement. @returns whether it was met */
  updateWhere(id: string, change: Partial<Shape>, guard: Filter): Promise<boolean> {
    return this.#update(id, change, guard);
  }

  async #update(id: string, change: Partial<Shape>, guard: Filter): Promise<boolean> {
    const cells = this.#cells(change);
    cells.push({ column: 'updated_at', value: encodeValue('time', new Date().toISOString()) });
    const sets = cells.map((cell) => `${this.#quote(cell.column)} = ?`);
    const changed = await this.#connection.run(
      `UPDATE ${this.#quote(this.#table)} SET ${sets.join(', ')} WHERE document_id = ? AND ${guard.sql}`,
      [...cells.map((cell) => cell.value), id, ...guard.params],
    );
    return changed > 0;
  }

  async get(id: string): Promise<Shape | null> {
    const [item] = await this.find({ sql: 'document_id = ?', params: [id] });
    return item ?? null;
  }

  async find(filter: Filter, order = 'created_at DESC', limit = 10_000): Promise<Shape[]> {
    const rows = await this.#connection.all(
      `SELECT * FROM ${this.#quote(this.#table)} WHERE ${filter.sql} ORDER BY ${order} LIMIT ${String(limit)}`,
      filter.params,
    );
    return rows.map((row) => this.#schema.parse(decodeRow(this.#columns, row)));
  }

  /**
   * Some fields of many records.
   *
   * @param part a schema of these fields, picked from that of the whole record
   */
  async select<Fields extends z.core.$ZodLooseShape>(
    part: z.ZodObject<Fields>,
    filter: Filter,
  ): Promise<z.output<z.ZodObject<Fields>>[]> {
    const columns = Object.entries(this.#columns).filter(([property]) => property in part.shape);
    const names = columns.map(([, { column }]) => this.#quote(column));
    const rows = await this.#connection.all(
      `SELECT ${names.join(', ')} FROM ${this.#quote(this.#table)} WHERE ${filter.sql}`,
      filter.params,
    );
    return rows.map((row) => part.parse(decodeRow(Object.fromEntries(columns), row)));
  }

  async page(
    filter: Filter,
    sort: { field: string; direction: 'asc' | 'desc' },
    page: number,
    pageSize: number,
  ): Promise<Page<Shape>> {
    const known = this.#columns as Record<string, { column: string } | undefined>;
    const column = this.#quote(known[sort.field]?.column ?? 'created_at');
    const direction = sort.direction === 'asc' ? 'ASC' : 'DESC';
    const order = `ORDER BY ${column} ${direction}, id ${direction}`;
    if (filter.hits !== undefined) return this.#pageOfHits(filter, order, page, pageSize);
    const rows = await this.#connection.all(
      `SELECT * FROM ${this.#quote(this.#table)} WHERE ${filter.sql} ${order} LIMIT ? OFFSET ?`,
      [...filter.params, pageSize, (page - 1) * pageSize],
    );
    return {
      items: rows.map((row) => this.#schema.parse(decodeRow(this.#columns, row))),
      total: await this.count(filter),
    };
  }

  /** A search looks through every text, so it is done once, for all pages and for the number of all. */
  async #pageOfHits(
    { sql, params, hits }: Filter,
    order: string,
    page: number,
    pageSize: number,
  ): Promise<Page<Shape>> {
    const search = `SELECT id FROM ${this.#quote(this.#table)} JOIN (${hits?.sql ?? ''}) AS hits ON hits.hit = id WHERE ${sql} ${order}`;
    const all = [...(hits?.params ?? []), ...params];
    const found = await this.#found.get(JSON.stringify([search, all]), async () => {
      const rows = await this.#connection.all(search, all);
      return rows.map(({ id }) => Number(id));
    });
    const ids = found.slice((page - 1) * pageSize, page * pageSize);
    if (ids.length === 0) return { items: [], total: found.length };
    const rows = await this.#connection.all(
      `SELECT * FROM ${this.#quote(this.#table)} WHERE id IN (${ids.map(() => '?').join(', ')}) ${order}`,
      ids,
    );
    return {
      items: rows.map((row) => this.#schema.parse(decodeRow(this.#columns, row))),
      total: found.length,
    };
  }

  async count(filter: Filter): Promise<number> {
    const [row] = await this.#connection.all(
      `SELECT count(*) AS total FROM ${this.#quote(this.#table)} WHERE ${filter.sql}`,
      filter.params,
    );
    return Number(row?.total ?? 0);
  }

  async delete(id: string): Promise<void> {
    await this.#connection.run(`DELETE FROM ${this.#quote(this.#table)} WHERE document_id = ?`, [
      id,
    ]);
  }

  /** Whether the table is there: not before the plugin's first complete start. */
  exists(): Promise<boolean> {
    return this.#connection.hasTable(this.#table);
  }

  #cells(item: Partial<Shape>): { column: string; value: SqlParameter }[] {
    return Object.entries(item).flatMap(([property, value]) => {
      const column = this.#columns[property as keyof Shape];
      return [{ column: column.column, value: encodeValue(column.kind, value) }];
    });
  }

  #quote(name: string): string {
    return quoteIdentifier(this.#connection.kind, name);
  }
}
