import * as fc from 'fast-check';
import { compareEntryPaths } from '../../../server/src/archive/compare-entry-paths';
import { EntryOrder } from '../../../server/src/archive/entry-order';
import { parseEntryPath } from '../../../server/src/archive/entry-path';
import { withCode } from './with-code';

function checkAll(...names: string[]): void {
  const order = new EntryOrder();
  for (const name of names) order.check(parseEntryPath(name));
}

describe('compareEntryPaths', () => {
  it('puts what is in a folder right behind its name', () => {
    const sorted = ['a', 'a/b', 'a/b/c', 'a/z', 'a!', 'a-b', 'ab', 'b'];
    const shuffled = [...sorted].reverse().map((name) => Buffer.from(name));
    expect(shuffled.sort(compareEntryPaths).map(String)).toEqual(sorted);
  });

  it('orders as walking through sorted folders does', () => {
    const part = fc.stringMatching(/^[!-.0-9a-c]{1,3}$/);
    const paths = fc.uniqueArray(
      fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
    );
    fc.assert(
      fc.property(paths, (names) => {
        const byParts = (a: string, b: string) =>
          Buffer.compare(
            Buffer.from(a.replaceAll('/', '\0')),
            Buffer.from(b.replaceAll('/', '\0')),
          );
        const sorted = names.map((name) => Buffer.from(name)).sort(compareEntryPaths);
        expect(sorted.map(String)).toEqual([...names].sort(byParts));
      }),
    );
  });
});

describe('EntryOrder', () => {
  it('accepts the order of the format, with and without its parts', () => {
    const end = ['SHA256SUMS', 'entries.jsonl', 'manifest.json'];
    expect(() => checkAll('RESTORE.md', ...end)).not.toThrow();
    expect(() =>
      checkAll(
        'RESTORE.md',
        'database/a',
        'database/b',
        'media/uploads/a',
        'media/uploads/b',
        ...end,
      ),
    ).not.toThrow();
  });

  it.each([
    [['SHA256SUMS']],
    [['RESTORE.md', 'RESTORE.md']],
    [['RESTORE.md', 'media/uploads/a', 'database/a']],
    [['RESTORE.md', 'database/b', 'database/a']],
    [['RESTORE.md', 'media/uploads/a', 'media/uploads/a']],
    [['RESTORE.md', 'media/uploads/a', 'media/uploads/a/b']],
    [['RESTORE.md', 'media/uploads/a', 'entries.jsonl']],
    [['RESTORE.md', 'SHA256SUMS', 'manifest.json']],
    [['RESTORE.md', 'SHA256SUMS', 'entries.jsonl', 'manifest.json', 'media/uploads/a']],
  ])('refuses %j', (names) => {
    expect(() => checkAll(...names)).toThrow(withCode('ARCHIVE_UNSAFE'));
  });
});
