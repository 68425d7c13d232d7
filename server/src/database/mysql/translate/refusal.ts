import { BackupError } from '../../../errors';
import { serverName, type TargetServer } from './server-version';

/** Which part of a backup a sentence is about. */
export interface Place {
  /** `table`, `view`, `sequence` … */
  readonly kind: string;
  readonly name: string;
  readonly column?: string;
}

/**
 * Something that has no counterpart on the target. Thrown inside of a translation, where it may be many
 * steps deep; `translateTable` and its like turn it into a result.
 */
export class Refusal extends Error {
  /**
   * @param why ends a sentence: "… cannot be restored into MariaDB 10.11: <why>."
   * @param remedy a sentence of its own: what a person can do
   */
  constructor(
    readonly place: Place,
    readonly why: string,
    readonly remedy: string,
  ) {
    super(why);
  }
}

/** A difference that is carried out and must be told: `change` is a clause, `place` is where. */
export interface TranslationNote {
  readonly change: string;
  readonly place: Place;
}

export type Translated<Value> =
  | { readonly value: Value; readonly notes: readonly TranslationNote[] }
  | { readonly refusal: string; readonly place: Place };

/** Runs a translation and turns what it throws into a sentence. */
export function translated<Value>(
  target: TargetServer,
  translate: (note: (change: string, place: Place) => void) => Value,
): Translated<Value> {
  const notes: TranslationNote[] = [];
  try {
    const value = translate((change, place) => notes.push({ change, place }));
    return { value, notes };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { place, why, remedy } = error;
    return {
      refusal: `${capital(placeName(place))} of the backup cannot be restored into ${serverName(target)}: ${why}. ${remedy}`,
      place,
    };
  }
}

/**
 * The value, or the refusal as the error of a restore that has not begun to change anything.
 *
 * @throws BackupError PLAN_BLOCKED
 */
export function requireTranslated<Value>(
  result: Translated<Value>,
  keep: (notes: readonly TranslationNote[]) => void,
): Value {
  if ('refusal' in result) {
    throw new BackupError('PLAN_BLOCKED', `${result.refusal} Nothing was changed.`, {
      detail: { ...result.place },
    });
  }
  keep(result.notes);
  return result.value;
}

export function placeName({ kind, name, column }: Place): string {
  return column === undefined ? `the ${kind} ${name}` : `the column ${name}.${column}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
