import { Refusal } from './refusal';
import { isAtLeast, serverName } from './server-version';
import type { TranslationContext } from './translation-context';

/** Modes of MariaDB that change what a program means, and have no counterpart. */
const MEANING: ReadonlySet<string> = new Set([
  'ORACLE',
  'EMPTY_STRING_IS_NULL',
  'SIMULTANEOUS_ASSIGNMENT',
]);

/**
 * Modes of MariaDB that do nothing to a program: short names of others that are listed beside them, and
 * what is shown of definitions.
 */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'NO_AUTO_CREATE_USER',
  'NO_FIELD_OPTIONS',
  'NO_KEY_OPTIONS',
  'NO_TABLE_OPTIONS',
  'IGNORE_BAD_TABLE_OPTIONS',
  'MYSQL323',
  'MYSQL40',
  'POSTGRESQL',
  'MSSQL',
  'DB2',
  'MAXDB',
]);

const ROUNDS = 'TIME_ROUND_FRACTIONAL';
const CUTS = 'TIME_TRUNCATE_FRACTIONAL';

/**
 * The SQL mode of a program on the other flavour. Where a time is stored with fewer digits than it has,
 * MySQL rounds unless it is told to cut, and MariaDB the other way round; so the mode is turned over.
 *
 * @throws Refusal
 */
export function translateSqlMode(mode: string, context: TranslationContext): string {
  const { source, target, place } = context;
  if (source.flavour === target.flavour) return mode;
  const modes = mode.split(',').filter((name) => name !== '');
  if (target.flavour === 'mariadb') {
    const rounds = !modes.includes(CUTS) && isAtLeast(target, 10, 4);
    return [...modes.filter((name) => name !== CUTS), ...(rounds ? [ROUNDS] : [])].join(',');
  }
  const lost = modes.find((name) => MEANING.has(name));
  if (lost !== undefined) {
    throw new Refusal(
      place,
      `it was made in the SQL mode ${lost}, which ${serverName(target)} has not`,
      'Make it again in another mode before the backup is made.',
    );
  }
  const kept = modes.filter((name) => name !== ROUNDS && !WITHOUT_EFFECT.has(name));
  return [...kept, ...(modes.includes(ROUNDS) ? [] : [CUTS])].join(',');
}
