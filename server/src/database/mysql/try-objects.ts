import { errorCode } from '../../error-code';
import { BackupError } from '../../errors';
import type { ForbiddenObjects } from '../engine';
import type { WriteLog } from '../../progress';
import type { GeneratedNames } from './generated-names';
import { dropObject, makeObject } from './make-object';
import { isForbidden, serverMessage } from './mysql-errors';
import type { MysqlSession } from './mysql-session';
import { objectText, sleepingEvent, viewOverStaged } from './object-text';
import { placeholderText } from './schema-file';
import type { StoredObject } from './stored-object';

/**
 * Makes every view, trigger, routine and event once, under a name of its own and over the staged tables,
 * and removes it again: what this account or this server cannot make shows before anything moves.
 *
 * @param staged from the names of tables to their staged names
 * @returns the objects that will be made, changed where `forbidden` asks for it
 * @throws BackupError PLAN_BLOCKED, STAGING_MISMATCH, naming the object
 */
export async function tryObjects(
  session: MysqlSession,
  names: GeneratedNames,
  objects: readonly StoredObject[],
  staged: ReadonlyMap<string, string>,
  forbidden: ForbiddenObjects,
  log: WriteLog,
): Promise<StoredObject[]> {
  const tables = new Map(staged);
  const trials: { kind: StoredObject['kind']; name: string }[] = [];
  const result: StoredObject[] = [];
  const leftOut: StoredObject[] = [];
  try {
    for (const [index, object] of inOrder(objects).entries()) {
      const trial = names.trial(index);
      const attempt = async (candidate: StoredObject) => {
        // In the list first: whatever fails, what was made goes again.
        trials.push({ kind: object.kind, name: trial });
        await makeObject(session, candidate, trialText(candidate, trial, tables));
      };
      try {
        await attempt(object);
        if (object.kind === 'view') tables.set(object.name, trial);
        result.push(object);
      } catch (error) {
        if (object.kind === 'view' && callsOurs(error, result)) {
          // Something with its columns, for the views that stand on it.
          await session.send(placeholderText({ name: trial, columns: object.columns }));
          tables.set(object.name, trial);
          result.push(object);
          continue;
        }
        const standsOnLeftOut = leftOut.length > 0 && isMissing(error);
        if (!isForbidden(error) && !standsOnLeftOut) throw blocked(object, error);
        if (forbidden === 'refuse') throw blocked(object, error);
        if (forbidden === 'leave-out') {
          log('warn', `Left out the ${object.kind} ${object.name}: ${serverMessage(error)}`);
          leftOut.push(object);
          continue;
        }
        const changed = { ...object, sql: objectText(object, { ownDefiner: true }) };
        await attempt(changed).catch((again: unknown) => {
          throw blocked(object, again);
        });
        log('warn', `The ${object.kind} ${object.name} will belong to the account of the site.`);
        result.push(changed);
      }
    }
    return result;
  } finally {
    for (const { kind, name } of trials.reverse()) {
      await dropObject(session, kind, name).catch(() => undefined);
    }
  }
}

/** Views over views need those first; a few rounds would find any order, sorting finds it at once. */
function inOrder(objects: readonly StoredObject[]): StoredObject[] {
  const views = objects.filter(({ kind }) => kind === 'view');
  const names = new Set(views.map(({ name }) => name));
  const uses = new Map(
    views.map((view) => {
      const text = view.sql.toString('utf8');
      const used = [...names].filter(
        (name) => name !== view.name && text.includes(`\`${name.replaceAll('`', '``')}\``),
      );
      return [view.name, used] as const;
    }),
  );
  const sorted: string[] = [];
  const visit = (name: string, path: readonly string[]) => {
    if (sorted.includes(name) || path.includes(name)) return;
    for (const used of uses.get(name) ?? []) visit(used, [...path, name]);
    sorted.push(name);
  };
  for (const { name } of views) visit(name, []);
  const rank = new Map(sorted.map((name, index) => [name, index]));
  return [
    ...objects.filter(({ kind }) => kind === 'procedure' || kind === 'function'),
    ...views.sort((a, b) => (rank.get(a.name) ?? 0) - (rank.get(b.name) ?? 0)),
    ...objects.filter(({ kind }) => kind === 'trigger' || kind === 'event'),
  ];
}

function trialText(
  object: StoredObject,
  trial: string,
  tables: ReadonlyMap<string, string>,
): Buffer {
  switch (object.kind) {
    case 'view':
      return viewOverStaged(objectText(object, { name: trial }), tables);
    case 'trigger':
      return objectText(object, {
        name: trial,
        table: tables.get(object.table ?? '') ?? object.table ?? '',
      });
    case 'event':
      return sleepingEvent(objectText(object, { name: trial }));
    case 'procedure':
    case 'function':
      return objectText(object, { name: trial });
  }
}

/** A view that calls a function of the same backup: it exists under its name only after the swap. */
function callsOurs(error: unknown, made: readonly StoredObject[]): boolean {
  return (
    errorCode(error) === 'ER_SP_DOES_NOT_EXIST' && made.some(({ kind }) => kind === 'function')
  );
}

function isMissing(error: unknown): boolean {
  return errorCode(error) === 'ER_SP_DOES_NOT_EXIST' || errorCode(error) === 'ER_NO_SUCH_TABLE';
}

function blocked(object: StoredObject, error: unknown): BackupError {
  if (error instanceof BackupError) return error;
  const what = `The ${object.kind} ${object.name} of the backup`;
  return isForbidden(error)
    ? new BackupError(
        'PLAN_BLOCKED',
        `${what} cannot be made by the database account of this site: ${serverMessage(error)}. Give the account the right, or restore with replaced definers or without such objects. Nothing was changed.`,
        { cause: error, detail: { object: object.name, kind: object.kind } },
      )
    : new BackupError(
        'STAGING_MISMATCH',
        `${what} cannot be made on this server: ${serverMessage(error)}. Nothing was changed.`,
        { cause: error },
      );
}
