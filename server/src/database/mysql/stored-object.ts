/** Under which settings an object was made, and must be made again: they are a part of its meaning. */
export interface ObjectSession {
  readonly sqlMode: string | null;
  readonly charset: string;
  readonly collation: string;
  /** Events only. */
  readonly timeZone: string | null;
}

/** A view, trigger, routine or event: what stands beside the tables. */
export interface StoredObject {
  readonly kind: 'view' | 'trigger' | 'procedure' | 'function' | 'event';
  readonly name: string;
  /** The table of a trigger; else null. */
  readonly table: string | null;
  /** The whole `CREATE` statement, in the character set of its session. */
  readonly sql: Buffer;
  readonly session: ObjectSession;
  /** The columns of a view, so that others can be made before it. */
  readonly columns: readonly string[];
}

/** @param leaveOut modes that the server does not know */
export function sessionStatements(
  session: ObjectSession,
  leaveOut: readonly string[] = [],
): string[] {
  const statements = [
    `SET SESSION character_set_client = ${word(session.charset)}, collation_connection = ${word(session.collation)}`,
  ];
  if (session.sqlMode !== null) {
    statements.push(`SET SESSION sql_mode = '${mode(session.sqlMode, leaveOut)}'`);
  }
  if (session.timeZone !== null) {
    statements.push(`SET SESSION time_zone = '${zone(session.timeZone)}'`);
  }
  return statements;
}

/** What the session of a dump or a load is set to otherwise. */
export const PLAIN_SESSION: readonly string[] = [
  'SET NAMES utf8mb4',
  `SET SESSION time_zone = '+00:00', sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'`,
];

function word(text: string): string {
  if (!/^[A-Za-z0-9_]{1,64}$/.test(text)) throw new TypeError('Not the name of a character set.');
  return text;
}

function mode(text: string, leaveOut: readonly string[]): string {
  if (!/^[A-Z0-9_,]*$/.test(text)) throw new TypeError('Not an SQL mode.');
  return text
    .split(',')
    .filter((name) => !leaveOut.includes(name))
    .join(',');
}

function zone(text: string): string {
  if (!/^[A-Za-z0-9_+\-/:]{1,64}$/.test(text)) throw new TypeError('Not a time zone.');
  return text;
}
