import { readName } from '../sql-lexer';

export interface Setting {
  readonly name: 'names' | 'time_zone' | 'sql_mode' | 'character_set_client';
  readonly value: string;
}

/** What a statement of a plain dump is good for. */
export type PlainStatement =
  | { readonly kind: 'comment' | 'ignored' | 'table' | 'refused' }
  /** Settings on which the meaning of rows depends. */
  | { readonly kind: 'settings'; readonly settings: readonly Setting[] }
  /** It chooses or makes a database. */
  | { readonly kind: 'schema'; readonly name: string }
  /** A view or a program. */
  | { readonly kind: 'object'; readonly name: string };

const OBJECT =
  /\b(VIEW|TRIGGER|PROCEDURE|FUNCTION|EVENT)\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?=`|[A-Za-z0-9_$])/i;
/** About the session, the client, or what a restore does by itself. */
const SESSION =
  /^(?:SET\s+(?:(?:SESSION\s+|LOCAL\s+|@@SESSION\.|@@)?(?:time_zone|sql_mode|unique_checks|foreign_key_checks|sql_notes|note_verbosity|character_set_client|character_set_results|collation_connection|sql_log_bin|autocommit|sql_quote_show_create|net_read_timeout|net_write_timeout)\b|@[A-Za-z_]|@@GLOBAL\.GTID_PURGED\b)|COMMIT$|START\s+TRANSACTION$|BEGIN$|LOCK\s+TABLES\s|UNLOCK\s+TABLES$|DROP\s+TABLE\s+IF\s+EXISTS\s+`|ALTER\s+TABLE\s+`(?:[^`]|``)+`\s+(?:DISABLE|ENABLE)\s+KEYS$|ALTER\s+DATABASE\s+`(?:[^`]|``)+`\s+CHARACTER\s+SET\s+\w+(?:\s+COLLATE\s+\w+)?$)/i;
const NAMES = /^SET\s+NAMES\s+'?(\w+)'?(?:\s+COLLATE\s+'?\w+'?)?$/i;
const SCHEMA =
  /^(?:USE|CREATE\s+DATABASE(?:\s+IF\s+NOT\s+EXISTS)?|DROP\s+DATABASE\s+IF\s+EXISTS)\s+(?=`)/i;
const MARIADB_SANDBOX = /^\/\*M?!999999\\- enable the sandbox mode \*\/$/;

/**
 * The allow-list. Comments for certain versions are statements, so they are read as what is in them.
 *
 * @param text one statement without its end, or one comment
 */
export function whatStatementIs(text: string): PlainStatement {
  if (text.startsWith('--')) return { kind: 'comment' };
  if (/^CREATE\s+TABLE\s+`/.test(text)) return { kind: 'table' };
  if (MARIADB_SANDBOX.test(text)) return { kind: 'ignored' };
  const statement = withoutVersions(text.slice(0, HEAD));
  // A comment that no server reads.
  if (statement === '') return { kind: 'ignored' };
  const charset = NAMES.exec(statement)?.[1]?.toLowerCase();
  if (charset !== undefined) {
    return { kind: 'settings', settings: [{ name: 'names', value: charset }] };
  }
  if (SESSION.test(statement)) return settingsOf(statement);
  const schema = SCHEMA.exec(statement);
  if (schema !== null) {
    const name = readName(statement, schema[0].length);
    return name === null ? { kind: 'refused' } : { kind: 'schema', name: name.name };
  }
  return objectOf(statement, text);
}

const SETTING =
  /(?:^SET\s+|,\s*)(?:SESSION\s+|LOCAL\s+|@@SESSION\.|@@)?(time_zone|sql_mode|character_set_client)\s*=\s*('[^']*'|@\w+|\w+)/gi;

function settingsOf(statement: string): PlainStatement {
  const settings = [...statement.matchAll(SETTING)].map(([, name = '', value = '']) => ({
    name: name.toLowerCase() as Setting['name'],
    value: value.replaceAll("'", ''),
  }));
  return settings.length > 0 ? { kind: 'settings', settings } : { kind: 'ignored' };
}

function objectOf(statement: string, text: string): PlainStatement {
  const isObject = /^(?:CREATE|DROP)\b/i.test(statement) || isPartOfProgram(text);
  const found = isObject ? OBJECT.exec(statement) : null;
  if (found !== null) {
    const at = found.index + found[0].length;
    const name = readName(statement, at)?.name ?? /^[\w$]+/.exec(statement.slice(at))?.[0] ?? '';
    return { kind: 'object', name: `${(found[1] ?? '').toLowerCase()} ${name}` };
  }
  // `/*!50003 CREATE*/` and `/*!50017 DEFINER=…*/`, of which the rest follows.
  if (isPartOfProgram(text)) return { kind: 'ignored' };
  return { kind: 'refused' };
}

/** Where a program is written in comments of versions: what is in them is not used. */
function isPartOfProgram(text: string): boolean {
  return /^\/\*!5\d{4} (?:CREATE\*\/$|CREATE\s|DEFINER=|SQL SECURITY|TRIGGER\s|VIEW\s|EVENT\s|DROP\s|FUNCTION\s|PROCEDURE\s)/i.test(
    text,
  );
}

/** What kind of a statement something is shows at its beginning, however long it goes on. */
const HEAD = 4096;

/** A comment for certain versions is what is in it; every other comment is nothing. */
function withoutVersions(text: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('/*', at);
    if (open === -1) break;
    pieces.push(text.slice(at, open));
    const version = /^\/\*M?!\d{5,6}\s?/.exec(text.slice(open, open + 16))?.[0];
    const close = text.indexOf('*/', open + 2);
    const end = close === -1 ? text.length : close;
    if (version !== undefined) pieces.push(text.slice(open + version.length, end));
    at = Math.min(end + 2, text.length);
  }
  pieces.push(text.slice(at));
  return pieces.join('').trim();
}
