import type { DatabaseConnection } from './connection';

export type DatabaseKind = 'sqlite' | 'mysql' | 'mariadb';

/** What the site's database is, as people call it. */
export async function databaseKind(connection: DatabaseConnection): Promise<DatabaseKind> {
  if (connection.kind === 'sqlite') return 'sqlite';
  const [row] = await connection.all('SELECT VERSION() AS version');
  return /mariadb/i.test(String(row?.version)) ? 'mariadb' : 'mysql';
}
