import type { Place, TranslationNote } from './refusal';

/** How many places a sentence names before it only counts them. */
const NAMED = 3;

/**
 * One sentence for each kind of change, with the places where it was made: a site has hundreds of columns
 * of the same collation, and a log is read only while it is short.
 */
export function noteSentences(notes: readonly TranslationNote[]): string[] {
  const places = new Map<string, Set<string>>();
  for (const { change, place } of notes) {
    const list = places.get(change) ?? new Set();
    places.set(change, list.add(shortName(place)));
  }
  return Array.from(places, ([change, where]) => {
    const names = [...where];
    const more = names.length - NAMED;
    const named = names.slice(0, NAMED).join(', ');
    return `${change} (${named}${more > 0 ? ` and ${String(more)} more` : ''}).`;
  });
}

function shortName({ kind, name, column }: Place): string {
  if (column !== undefined) return `${name}.${column}`;
  return kind === 'table' ? name : `${kind} ${name}`;
}
