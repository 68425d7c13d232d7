import type { WriteLog } from '../../../progress';
import type { MysqlSession } from '../mysql-session';
import type { StoredObject } from '../stored-object';
import { checkNames, type TableDefinition } from '../table-definition';
import { requireForeignKeys, type KeyedTable } from './foreign-key-obstacles';
import { noteSentences } from './note-sentences';
import { readTarget } from './read-target';
import { requireTranslated, type TranslationNote } from './refusal';
import type { BackupServer, Flavour, TargetServer } from './server-version';
import { translateObject } from './translate-object';
import { translateSequence } from './translate-sequence';
import { translateTable } from './translate-table';
import { translationCheck } from './translation-check';

/**
 * One backup on its way into one server: remembers the two, and what has been changed. Every method throws
 * PLAN_BLOCKED for what has no counterpart, naming table and column.
 */
export class BackupTranslation {
  readonly #source: BackupServer;
  readonly #target: TargetServer;
  readonly #log: WriteLog;
  readonly #checks = new Set<string>();
  #notes: TranslationNote[] = [];

  private constructor(source: BackupServer, target: TargetServer, log: WriteLog) {
    this.#source = source;
    this.#target = target;
    this.#log = log;
  }

  /** Looks at the target, and says what is going to happen. */
  static async begin(
    session: MysqlSession,
    flavour: Flavour,
    version: string,
    log: WriteLog,
  ): Promise<BackupTranslation> {
    const source = { flavour, version };
    const target = await readTarget(session);
    const check = translationCheck(source, target);
    if (check.kind !== 'same') log('warn', check.sentence);
    // Another comparison may make two keys equal; a load that does not look may keep both.
    if (flavour !== target.flavour) await session.send('SET SESSION unique_checks = 1');
    return new BackupTranslation(source, target, log);
  }

  table(definition: TableDefinition): TableDefinition {
    const result = translateTable(definition, this.#source, this.#target, this.#checks);
    const table = requireTranslated(result, this.#keep);
    for (const name of checkNames(table)) this.#checks.add(name.toLowerCase());
    return table;
  }

  sequence(name: string, sql: string): string {
    return requireTranslated(translateSequence(name, sql, this.#source, this.#target), this.#keep);
  }

  object(object: StoredObject): StoredObject {
    return requireTranslated(translateObject(object, this.#source, this.#target), this.#keep);
  }

  foreignKeys(tables: readonly KeyedTable[]): void {
    requireTranslated(requireForeignKeys(tables, this.#target), this.#keep);
  }

  /** Tells what has been changed since the last time. */
  tell(): void {
    for (const sentence of noteSentences(this.#notes)) this.#log('warn', sentence);
    this.#notes = [];
  }

  readonly #keep = (notes: readonly TranslationNote[]): void => {
    this.#notes.push(...notes);
  };
}
