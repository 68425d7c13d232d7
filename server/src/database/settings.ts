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

/** TLS to the server, as `mysql2` takes it. */
export interface MysqlTls {
  readonly ca?: string | readonly string[];
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  readonly rejectUnauthorized?: boolean;
  readonly verifyIdentity?: boolean;
}

/** MySQL 8.0 and later, MariaDB 10.6 and later. */
export interface MysqlSettings {
  readonly client: 'mysql';
  readonly host: string;
  readonly port: number;
  /** A unix socket instead of host and port; null for TCP. */
  readonly socketPath: string | null;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** null: unencrypted. */
  readonly tls: MysqlTls | null;
  /**
   * In which zone Strapi writes its DATETIME columns: `local` (the driver's default, the zone of the
   * process), `Z`, or an offset like `+02:00`.
   */
  readonly timezone: string;
  /** How many connections a backup may read from, where that is possible at one moment. */
  readonly connections: number;
  /** With what backups read the rows: the server's own client program, or ourselves (the default). */
  readonly dumpTool: 'built-in' | 'mysqldump';
  /** Where the client program is looked for before the folders of PATH; null: only there. */
  readonly dumpToolFolder: string | null;
  /** What the account may not read: a backup fails, or is made without it and says so. */
  readonly unreadable: 'refuse' | 'leave-out';
}

export type DatabaseSettings = SqliteSettings | MysqlSettings;
