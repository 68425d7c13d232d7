import type { WriteLog } from '../../progress';
import type { MysqlSession } from './mysql-session';

/** What hides something from an account that lacks it; the server hides objects instead of refusing. */
const HIDDEN: readonly { readonly rights: readonly string[]; readonly what: string }[] = [
  { rights: ['SELECT'], what: 'tables and views that the server does not list for it' },
  { rights: ['SHOW VIEW'], what: 'definitions of views' },
  { rights: ['TRIGGER'], what: 'triggers' },
  { rights: ['EVENT'], what: 'events' },
  // Any of these lists routines; whether their text is told, too, shows when it is read.
  {
    rights: ['EXECUTE', 'SHOW_ROUTINE', 'SHOW CREATE ROUTINE', 'CREATE ROUTINE', 'ALTER ROUTINE'],
    what: 'procedures and functions',
  },
];

export interface Sight {
  /** Whether the server lists every table, and lets the account read it. */
  readonly allTables: boolean;
  /** What this account would not even be told to exist, by kind, with the right that tells. */
  readonly hidden: readonly string[];
}

/** What the account is shown of the schema. */
export async function sightOf(session: MysqlSession, log: WriteLog): Promise<Sight> {
  const granted = await grantedRights(session, 'schema');
  if (granted === null) {
    log(
      'warn',
      'The server does not say what this account may do; objects that it hides are missed.',
    );
    return { allTables: false, hidden: [] };
  }
  if (granted.has('ALL PRIVILEGES')) return { allTables: true, hidden: [] };
  const hidden = HIDDEN.filter(({ rights }) => !rights.some((right) => granted.has(right)));
  return {
    allTables: granted.has('SELECT'),
    hidden: hidden.map(({ rights, what }) => `${what} (${rights[0] ?? ''})`),
  };
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
    // MySQL can take rights on one schema back from those on all: a line of its own.
    const found = /^(GRANT|REVOKE) (.+?) ON (\S+|`(?:[^`]|``)+`\.\*) (?:TO|FROM) /.exec(text);
    const [, verb, names, scope] = found ?? [];
    if (names === undefined || scope === undefined) continue;
    if (scope !== '*.*' && (where === 'server' || !coversSchema(scope, session.database))) continue;
    for (const name of names.split(', ')) {
      if (verb === 'GRANT') rights.add(name.toUpperCase());
      else rights.delete(name.toUpperCase());
    }
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
