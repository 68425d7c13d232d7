import { BackupError } from '../../errors';
import type { WriteLog } from '../../progress';
import type { MysqlSession } from './mysql-session';

/** What an account needs to see everything; without it the server hides objects instead of refusing. */
const NEEDED = ['SELECT', 'SHOW VIEW', 'TRIGGER', 'EVENT'] as const;

/**
 * Refuses to begin when the account would not even be told that an object exists: such a backup would
 * look complete.
 *
 * @throws BackupError SNAPSHOT_INCOMPLETE naming the missing rights
 */
export async function requireReadable(session: MysqlSession, log: WriteLog): Promise<void> {
  const granted = await grantedRights(session, 'schema');
  if (granted === null) {
    log(
      'warn',
      'The server does not say what this account may do; objects that it hides are missed.',
    );
    return;
  }
  const missing = NEEDED.filter((right) => !granted.has('ALL PRIVILEGES') && !granted.has(right));
  if (missing.length === 0) return;
  throw new BackupError(
    'SNAPSHOT_INCOMPLETE',
    `The database account lacks the right ${missing.join(', ')} on ${session.database}, so views, triggers or events would be missing without notice. Grant it, or let another account make backups.`,
  );
}

/**
 * What the account may do.
 *
 * @param where on the whole server only, or also on the site's schema alone
 * @returns names of rights in capitals; null when they cannot be told
 */
export async function grantedRights(
  session: MysqlSession,
  where: 'server' | 'schema',
): Promise<Set<string> | null> {
  const lines = await session.rows('SHOW GRANTS').catch(() => null);
  if (lines === null) return null;
  const rights = new Set<string>();
  for (const line of lines) {
    const text = Object.values(line)[0] ?? '';
    const found = /^GRANT (.+?) ON (\S+|`(?:[^`]|``)+`\.\*) TO /.exec(text);
    const [, names, scope] = found ?? [];
    if (names === undefined || scope === undefined) continue;
    if (scope !== '*.*' && (where === 'server' || !coversSchema(scope, session.database))) continue;
    for (const name of names.split(', ')) rights.add(name.toUpperCase());
  }
  return rights;
}

/** A grant names a schema, perhaps as a pattern: `_` and `%` stand for others unless escaped. */
function coversSchema(scope: string, database: string): boolean {
  const pattern = /^`((?:[^`]|``)+)`\.\*$/.exec(scope)?.[1]?.replaceAll('``', '`');
  if (pattern === undefined) return false;
  const source = pattern.replace(/\\([_%\\])|[_%]|[^A-Za-z0-9_%]/g, (char, escaped?: string) => {
    if (escaped !== undefined) return `\\u${escaped.charCodeAt(0).toString(16).padStart(4, '0')}`;
    if (char === '_') return '.';
    if (char === '%') return '.*';
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return new RegExp(`^${source}$`, 'is').test(database);
}
