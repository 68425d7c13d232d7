import type { MysqlSession } from '../mysql-session';
import { knownCollations } from './known-collations';
import type { TargetServer } from './server-version';

/** What a translation needs to know of the server of a session, and the session is set up for it. */
export async function readTarget(session: MysqlSession): Promise<TargetServer> {
  const rows = await session.rows(
    `SELECT collation_name AS name, character_set_name AS charset FROM information_schema.collations`,
  );
  const wished = 'SET SESSION explicit_defaults_for_timestamp = 1';
  await session.send(wished).catch(() => undefined);
  return {
    flavour: session.flavour,
    version: session.version,
    collations: knownCollations(
      rows.map((row) => ({ name: row.name ?? '', charset: row.charset ?? null })),
    ),
    plainTimestamps: await isOn(session, 'explicit_defaults_for_timestamp', true),
    uniqueParents: await isOn(session, 'restrict_fk_on_non_standard_key', false),
  };
}

async function isOn(session: MysqlSession, name: string, missing: boolean): Promise<boolean> {
  const rows = await session.rows(`SHOW SESSION VARIABLES LIKE '${name}'`);
  const value = rows[0]?.Value;
  return value == null ? missing : value === 'ON' || value === '1';
}
