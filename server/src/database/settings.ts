/** How to reach the site's database. It goes to the worker over IPC, never through argv. */
export interface SqliteSettings {
  readonly client: 'sqlite';
  /** Absolute path of the database file. */
  readonly filename: string;
  /** Where the application's own `better-sqlite3` is; the plugin brings none. */
  readonly driver: string;
  /** Switch the file to write-ahead logging when it is not yet. */
  readonly wal: boolean;
}

export type DatabaseSettings = SqliteSettings;
