import { quoteIdentifier } from '../identifiers';
import type { MysqlSession } from './mysql-session';
import { PLAIN_SESSION, sessionStatements, type StoredObject } from './stored-object';

/** Makes one object under the settings that it was made with once. */
export async function makeObject(
  session: MysqlSession,
  object: StoredObject,
  sql: Buffer,
): Promise<void> {
  // A mode of MariaDB without any effect, which MySQL does not know.
  const unknown = session.flavour === 'mysql' ? ['NO_AUTO_CREATE_USER'] : [];
  for (const statement of sessionStatements(object.session, unknown)) await session.send(statement);
  try {
    await session.patiently(sql);
  } finally {
    for (const statement of PLAIN_SESSION) await session.send(statement);
  }
}

/** Removes an object, where it is there. */
export async function dropObject(
  session: MysqlSession,
  kind: StoredObject['kind'],
  name: string,
): Promise<void> {
  await session.patiently(`DROP ${kind.toUpperCase()} IF EXISTS ${quoteIdentifier('mysql', name)}`);
}
