import fc from 'fast-check';
import { checkStructure } from '../../../server/src/restore/check-structure';

const table = (name: string, columns?: string[], own = false) => ({
  name,
  rows: 1,
  largestRow: null,
  endMarker: '1',
  own,
  ...(columns === undefined ? {} : { columns }),
});
const here = [
  { name: 'articles', columns: ['id', 'title', 'summary'] },
  { name: 'tags', columns: ['id', 'name'] },
];
const levels = (incoming: ReturnType<typeof table>[]) =>
  checkStructure(incoming, here).map(({ level }) => level);

describe('what Strapi would do to the tables of a backup', () => {
  it('is nothing where they are those of its code', () => {
    const same = here.map(({ name, columns }) => table(name, columns));
    expect(levels(same)).toEqual(['green']);
    // Of other programs, and ours: Strapi never made them and never drops them.
    expect(
      levels([...same, table('erp_orders'), table('backup_vault_records', ['id'], true)]),
    ).toEqual(['green']);
  });

  it('would drop a table or a column that the code has no longer: red, by name', () => {
    const [check] = checkStructure(
      [
        table('articles', ['id', 'title', 'summary', 'subtitle']),
        table('tags', ['id', 'name']),
        table('polls', ['id']),
      ],
      here,
    );
    expect(check).toMatchObject({ code: 'STRUCTURE_DROPPED', level: 'red' });
    expect(check?.message).toContain('articles.subtitle, polls.');
  });

  it('makes what the backup lacks, empty: amber, by name', () => {
    const [check] = checkStructure([table('articles', ['id', 'title'])], here);
    expect(check).toMatchObject({ code: 'STRUCTURE', level: 'amber' });
    expect(check?.message).toContain('articles.summary, tags.');
  });

  it('of older archives knows which tables are absent, and nothing of columns', () => {
    expect(levels([table('articles'), table('tags')])).toEqual(['green']);
    expect(levels([table('articles')])).toEqual(['amber']);
  });

  it('is red exactly when something would be lost', () => {
    const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
    const tables = fc.dictionary(fc.constantFrom('t1', 't2', 't3'), names);
    fc.assert(
      fc.property(tables, tables, (then, now) => {
        const checks = checkStructure(
          Object.entries(then).map(([name, columns]) => table(name, columns)),
          Object.entries(now).map(([name, columns]) => ({ name, columns })),
        );
        const lost = Object.entries(then).some(([name, columns]) =>
          columns.some((column) => !(now[name] ?? []).includes(column)),
        );
        const empty = Object.entries(now).some(([name, columns]) =>
          columns.some((column) => !(then[name] ?? []).includes(column)),
        );
        expect(checks.map(({ level }) => level)).toEqual([
          ...(lost ? ['red'] : []),
          ...(empty ? ['amber'] : []),
          ...(lost || empty ? [] : ['green']),
        ]);
      }),
    );
  });
});
