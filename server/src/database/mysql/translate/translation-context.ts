import type { Place } from './refusal';
import type { BackupServer, TargetServer } from './server-version';

/** What every step of a translation is given. */
export interface TranslationContext {
  readonly source: BackupServer;
  readonly target: TargetServer;
  /** What is being translated. */
  readonly place: Place;
  /** Tells of a difference; it is carried out all the same. */
  readonly note: (change: string, place: Place) => void;
}

/** The same for one column of the table. */
export function inColumn(context: TranslationContext, column: string): TranslationContext {
  return { ...context, place: { ...context.place, column } };
}
