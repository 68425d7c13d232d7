import { skipQuoted } from '../sql-lexer';
import type { StoredObject } from '../stored-object';
import { dropIntroducers } from './drop-introducers';
import { translated, Refusal, type Place, type Translated } from './refusal';
import { isAtLeast, serverName, type BackupServer, type TargetServer } from './server-version';
import { mapCode } from './sql-outline';
import { charsetClauses, translateCollation, translateCollations } from './translate-collations';
import { translateSqlMode } from './translate-sql-mode';
import type { TranslationContext } from './translation-context';

/**
 * A view, trigger, routine or event of a backup, as the target can make it: its collations and the settings
 * under which it is made. What it does is its own; each is made once on the target before anything moves,
 * and a function that this server does not have shows then.
 */
export function translateObject(
  object: StoredObject,
  source: BackupServer,
  target: TargetServer,
): Translated<StoredObject> {
  const place: Place = { kind: object.kind, name: object.name };
  return translated(target, (note) => {
    const context: TranslationContext = { source, target, place, note };
    const other = source.flavour !== target.flavour;
    // One character is one byte: bytes of other character sets pass unchanged.
    let text = translateCollations(object.sql.toString('latin1'), context);
    if (other) {
      requireNoVersionComments(text, context);
      // The text of a view is written anew by the server, like an expression; that of a program is kept.
      if (object.kind === 'view' && target.flavour === 'mariadb') {
        text = dropIntroducers(text, context);
      }
      if (object.kind === 'function') text = withReturnCollation(text, context);
      if (object.kind === 'event') text = withReplicaWord(text, target);
    }
    const { session } = object;
    const both = charsetClauses(session.charset, session.collation, context);
    return {
      ...object,
      sql: Buffer.from(text, 'latin1'),
      session: {
        ...session,
        charset: both.charset,
        collation: both.collation ?? translateCollation(session.collation, context),
        sqlMode: session.sqlMode === null ? null : translateSqlMode(session.sqlMode, context),
      },
    };
  });
}

/**
 * Code that only the one server reads would be left out by the other without a word: MariaDB skips what
 * MySQL 5.7 and later hide, MySQL what is in `/*M!` or of a version above its own.
 */
function requireNoVersionComments(
  text: string,
  { place, target, source }: TranslationContext,
): void {
  const hidden =
    target.flavour === 'mariadb' ? /^\/\*!(?:50[7-9]|5[1-9]|[6-9])\d+/ : /^\/\*(?:M!|!\d{6})/;
  let at = 0;
  while (at < text.length) {
    const next = skipQuoted(text, at);
    if (next > at && hidden.test(text.slice(at, at + 12))) {
      throw new Refusal(
        place,
        `it has a version comment that only ${serverName(source)} reads`,
        'Write it without version comments before the backup is made.',
      );
    }
    at = next > at ? next : at + 1;
  }
}

const RETURNS = /(\bRETURNS\s+\w+(?:\(\d+\))?\s+)CHARSET\s+(\w+)(?:\s+COLLATE\s+(\w+))?/i;

/** `RETURNS varchar(9) CHARSET utf8mb4`: what a function gives back has the default of its server. */
function withReturnCollation(text: string, context: TranslationContext): string {
  let done = false;
  return mapCode(text, (code, quoted) => ({
    code: code.replace(RETURNS, (whole, start: string, charset: string, collation?: string) => {
      // The first one; what follows is the body.
      if (done) return whole;
      done = true;
      // Translated already, like every other that is named.
      if (collation !== undefined) return whole;
      const both = charsetClauses(charset, null, context);
      return `${start}CHARSET ${both.charset}${both.collation === null ? '' : ` COLLATE ${both.collation}`}`;
    }),
    quoted,
  }));
}

const ASLEEP = /\bDISABLE ON (?:SLAVE|REPLICA)\b/;

function withReplicaWord(text: string, target: TargetServer): string {
  const word = target.flavour === 'mysql' && isAtLeast(target, 8, 2) ? 'REPLICA' : 'SLAVE';
  let done = false;
  return mapCode(text, (code, quoted) => ({
    code: code.replace(ASLEEP, (found) => {
      if (done) return found;
      done = true;
      return `DISABLE ON ${word}`;
    }),
    quoted,
  }));
}
