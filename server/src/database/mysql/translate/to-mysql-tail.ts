import { Refusal } from './refusal';
import type { TableTail } from './table-tail';
import { translateTailCharset } from './tail-charset';
import { outline } from './sql-outline';
import type { TranslationContext } from './translation-context';

/** How rows lie on the disk of MariaDB. */
const STORAGE: ReadonlySet<string> = new Set([
  'PAGE_COMPRESSED',
  'PAGE_COMPRESSION_LEVEL',
  'ENCRYPTION_KEY_ID',
  'PAGE_CHECKSUM',
  'TRANSACTIONAL',
  'IETF_QUOTES',
]);

/**
 * The options of a table of MariaDB, for MySQL. Aria becomes InnoDB: it holds the same rows and keys, and
 * more safely. The history of a system-versioned table has no place on MySQL.
 *
 * @throws Refusal
 */
export function toMysqlTail(tail: TableTail, context: TranslationContext): TableTail {
  const { place } = context;
  const top = outline(tail.rest);
  if (/\bWITH SYSTEM VERSIONING\b/i.test(top)) {
    throw new Refusal(
      place,
      'it is system-versioned, and MySQL cannot keep the history of a table',
      'Take the versioning from it (ALTER TABLE … DROP SYSTEM VERSIONING) before the backup is made.',
    );
  }
  const engine = tail.options.find(({ name }) => name === 'ENGINE')?.value ?? '';
  const aria = /^aria$/i.test(engine);
  if (/^rocksdb$/i.test(engine) || (aria && /\bPARTITION BY\b/i.test(top))) {
    throw new Refusal(
      place,
      `it needs the storage engine ${engine}`,
      'Convert it to InnoDB before the backup is made.',
    );
  }
  if (aria) context.note('The storage engine Aria becomes InnoDB', place);
  const kept = tail.options.flatMap((option) => {
    if (aria && option.name === 'ENGINE') return [{ ...option, text: ' ENGINE=InnoDB' }];
    if (option.name === 'ROW_FORMAT' && /^page$/i.test(option.value)) return [];
    if (option.name === 'ENCRYPTED') {
      if (/yes/i.test(option.value)) {
        context.note('The table was encrypted by MariaDB, and is not by this server', place);
      }
      return [];
    }
    if (!STORAGE.has(option.name)) return [option];
    // Those of Aria go with it.
    if (!aria) context.note(`The option ${option.name} is left out; the rows are the same`, place);
    return [];
  });
  return { ...tail, options: translateTailCharset(kept, context) };
}
