import { Refusal } from './refusal';
import type { TableTail, TailOption } from './table-tail';
import { translateTailCharset } from './tail-charset';
import type { TranslationContext } from './translation-context';

/** How rows lie on the disk of MySQL: nothing that anybody can read in them. */
const STORAGE: ReadonlySet<string> = new Set([
  'COMPRESSION',
  'AUTOEXTEND_SIZE',
  'SECONDARY_ENGINE',
  'ENGINE_ATTRIBUTE',
  'SECONDARY_ENGINE_ATTRIBUTE',
]);

/**
 * The options of a table of MySQL, for MariaDB. Options of its storage are left out with a note, for they
 * change nothing about the rows; that a table was encrypted is told on its own.
 */
export function toMariadbTail(tail: TableTail, context: TranslationContext): TableTail {
  const { place } = context;
  const kept = tail.options.filter((option) => {
    if (STORAGE.has(option.name)) {
      context.note(`The option ${option.name} is left out; the rows are the same`, place);
      return false;
    }
    if (option.name !== 'ENCRYPTION') return true;
    if (/y/i.test(option.value)) {
      context.note('The table was encrypted by MySQL, and is not by this server', place);
    }
    return false;
  });
  requireEngine(kept, context);
  return { ...tail, options: translateTailCharset(kept, context) };
}

function requireEngine(options: readonly TailOption[], { place }: TranslationContext): void {
  const engine = options.find(({ name }) => name === 'ENGINE')?.value ?? '';
  if (!/^ndb/i.test(engine)) return;
  throw new Refusal(
    place,
    `it needs the storage engine ${engine}`,
    'Convert it to InnoDB before the backup is made.',
  );
}
