import { translated, Refusal, type Translated } from './refusal';
import type { BackupServer, TargetServer } from './server-version';

/** A sequence of a backup: MySQL has none. @returns the statement as it is */
export function translateSequence(
  name: string,
  sql: string,
  source: BackupServer,
  target: TargetServer,
): Translated<string> {
  return translated(target, () => {
    if (target.flavour === source.flavour || target.flavour === 'mariadb') return sql;
    throw new Refusal(
      { kind: 'sequence', name },
      'MySQL has no sequences',
      'Drop it, and use AUTO_INCREMENT, before the backup is made.',
    );
  });
}
