import { z } from 'zod';
import type { DatabaseConnection } from '../database/connection';
import { quoteIdentifier } from '../database/identifiers';
import { isOwnTable } from '../database/own-tables';
import { BackupError } from '../errors';
import type { StrapiTable } from '../site';
import type { KnownContent } from './known-content';

const CORE_STORE = 'strapi_core_store_settings';
const CONTENT_TYPES = 'strapi_content_types_schema';
const SCHEMAS = 'strapi_database_schema';

const contentTypesSchema = z.record(
  z.string(),
  z.object({ collectionName: z.string().optional() }),
);
const databaseSchema = z.object({
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.object({ name: z.string() })) })),
});

/**
 * What Strapi has written down of its content at its last start, for where its code does not run.
 *
 * Source: Strapi.bootstrap in @strapi/core (content types), schema storage in @strapi/database.
 */
export class StoredContent implements KnownContent {
  readonly #connection: DatabaseConnection;
  #contentTables: KnownContent['contentTables'] = [];
  #tables: readonly StrapiTable[] = [];
  #names: ReadonlySet<string> = new Set();

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  /**
   * Reads it anew: a restore brings what was written down in its backup.
   *
   * @throws BackupError APP_NOT_READY before the first start of Strapi
   */
  async read(): Promise<void> {
    const types = contentTypesSchema.safeParse(await this.#contentTypes());
    const schema = databaseSchema.safeParse(await this.#newestSchema());
    if (!types.success || !schema.success) throw neverStarted();
    this.#contentTables = Object.entries(types.data).flatMap(([uid, { collectionName }]) =>
      collectionName === undefined || isOwnTable(collectionName)
        ? []
        : [[uid, collectionName] as const],
    );
    const tables = schema.data.tables.map(({ name, columns }) => ({
      name,
      columns: columns.map((column) => column.name),
    }));
    this.#names = new Set(tables.map(({ name }) => name));
    this.#tables = tables.filter(({ name }) => !isOwnTable(name));
  }

  get contentTables(): KnownContent['contentTables'] {
    return this.#contentTables;
  }

  strapiTables(): readonly StrapiTable[] {
    return this.#tables;
  }

  isManagedTable(name: string): boolean {
    return name.startsWith('strapi_') || this.#names.has(name);
  }

  /** Relations and components are known by the code alone. */
  mergeModel(): never {
    throw noMerge();
  }

  async #contentTypes(): Promise<unknown> {
    if (!(await this.#connection.hasTable(CORE_STORE))) return null;
    const [row] = await this.#connection.all(
      `SELECT value FROM ${CORE_STORE} WHERE ${this.#quote('key')} = ?`,
      [CONTENT_TYPES],
    );
    return parsed(row?.value);
  }

  async #newestSchema(): Promise<unknown> {
    if (!(await this.#connection.hasTable(SCHEMAS))) return null;
    // First its id: sorting rows of this size takes more memory than a server gives to a sort.
    const [newest] = await this.#connection.all(
      `SELECT id FROM ${SCHEMAS} ORDER BY ${this.#quote('time')} DESC LIMIT 1`,
    );
    if (newest === undefined) return null;
    const [row] = await this.#connection.all(
      `SELECT ${this.#quote('schema')} AS newest_schema FROM ${SCHEMAS} WHERE id = ?`,
      [Number(newest.id)],
    );
    return parsed(row?.newest_schema);
  }

  #quote(name: string): string {
    return quoteIdentifier(this.#connection.kind, name);
  }
}

/** MySQL's driver has parsed a JSON column already. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

/** The tables are made by Strapi itself, when it starts. */
export function neverStarted(): BackupError {
  return new BackupError(
    'APP_NOT_READY',
    'Strapi has not been started with this plugin and this database yet, so there is nothing to work on. Start it once (npm run start), then try again. Is it another database that you mean? NODE_ENV and the .env file of the project choose it.',
  );
}

export function noMerge(): BackupError {
  return new BackupError(
    'INVALID_INPUT',
    'The mode “preserve” needs the running code of the site, so it does not work on the command line. Start Strapi, and restore in its Backup tab or over REST; or choose the mode “replace”.',
    { field: 'mode' },
  );
}
