import type { DatabaseSettings } from './settings';

const HERE = new Set(['localhost', '127.0.0.1', '::1']);

/** Whether there is a database server, and it uses the same processors as we do, as far as its address tells. */
export function isServerHere(database: DatabaseSettings): boolean {
  return database.client === 'mysql' && (database.socketPath !== null || HERE.has(database.host));
}
