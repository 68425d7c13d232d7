import type { MysqlSettings } from '../settings';
import { MysqlSession } from './mysql-session';
import { PLAIN_SESSION } from './stored-object';

/** A session that loads: everything that is given is taken as it is, and nothing is changed silently. */
export async function openLoadSession(settings: MysqlSettings): Promise<MysqlSession> {
  const session = await MysqlSession.open(settings);
  for (const statement of PLAIN_SESSION) await session.send(statement);
  await session.send('SET SESSION foreign_key_checks = 0, unique_checks = 0');
  await session.send('SET SESSION system_versioning_insert_history = 1').catch(() => undefined);
  // MySQL 8.4 and later refuse foreign keys into keys that are not unique, which were legal before.
  await session.send('SET SESSION restrict_fk_on_non_standard_key = 0').catch(() => undefined);
  return session;
}

/** Refuses a value that does not fit, where a lax session would cut it off. */
export const STRICT_SESSION = `SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'`;
export const LAX_SESSION = `SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'`;
