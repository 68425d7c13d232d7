import type { MergeSummary } from '../../server/src/contracts/restores';
import type { Rows } from './merge-content';

type Row = Rows[string][number];

interface Entity {
  readonly table: string;
  readonly doc: string;
  /** Locale and status. */
  readonly scope: string;
  readonly row: Row;
  /** What it is, without ids and relations. */
  readonly content: string;
}

interface View {
  readonly entities: ReadonlyMap<string, Entity>;
  /** `table | field | from | to`, in words and not in ids. */
  readonly links: readonly Link[];
}

interface Link {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
}

const DOCUMENT_TABLES = ['categories', 'tags', 'homes', 'articles', 'files', 'folders'] as const;

const LINKS = [
  ['articles_category_lnk', 'articles', 'article_id', 'categories', 'category_id'],
  ['articles_tags_lnk', 'articles', 'article_id', 'tags', 'tag_id'],
  ['files_related_mph', 'files', 'file_id', 'articles', 'related_id'],
  ['files_folder_lnk', 'files', 'file_id', 'folders', 'folder_id'],
  ['folders_parent_lnk', 'folders', 'folder_id', 'folders', 'inv_folder_id'],
] as const;

/** Kinds of links of which the row of that side may have one. */
const ONCE: Readonly<Record<string, 'from' | 'to'>> = {
  articles_category_lnk: 'from',
  files_folder_lnk: 'from',
  folders_parent_lnk: 'from',
  'files_related_mph cover': 'to',
};

/**
 * Expects that a merge was one: what the site had is there, row by row; what it lacked is there as it was in
 * the backup, or there is a reason; and there is nothing else.
 */
export function expectMerged(
  states: { readonly before: Rows; readonly backup: Rows; readonly after: Rows },
  summary: MergeSummary,
): void {
  const faults = [
    ...lostRows(states.before, states.after),
    ...entityFaults(view(states.before), view(states.backup), view(states.after), summary),
    ...linkFaults(view(states.before), view(states.backup), view(states.after)),
    ...pathFaults(states.before, states.after),
  ];
  expect(faults).toEqual([]);
}

function lostRows(before: Rows, after: Rows): string[] {
  return Object.entries(before).flatMap(([table, rows]) => {
    const there = new Set(after[table]!.map((row) => JSON.stringify(row)));
    return rows
      .map((row) => JSON.stringify(row))
      .filter((row) => !there.has(row))
      .map((row) => `${table} has no longer ${row}`);
  });
}

function entityFaults(before: View, backup: View, after: View, summary: MergeSummary): string[] {
  const faults: string[] = [];
  let added = 0;
  for (const [key, entity] of after.entities) {
    if (before.entities.has(key)) continue;
    added += 1;
    const original = backup.entities.get(key);
    if (original?.content !== entity.content) {
      faults.push(`${key} is ${entity.content}, and was ${String(original?.content)}`);
    }
  }
  for (const [key, entity] of backup.entities) {
    if (after.entities.has(key) || isRefused(entity, before, backup)) continue;
    faults.push(`${key} was not added`);
  }
  const slugs = new Set<string>();
  for (const { row, scope } of after.entities.values()) {
    if (row.slug == null || !scope.endsWith('published')) continue;
    const slug = `${row.slug} ${scope}`;
    if (slugs.has(slug)) faults.push(`two have the slug ${slug}`);
    slugs.add(slug);
  }
  const told = summary.added.reduce((sum, { rows }) => sum + rows, 0);
  if (told !== added) faults.push(`${String(added)} were added, ${String(told)} are told`);
  return faults;
}

/** Another document has its only place, or its slug in one of the states that it would bring. */
function isRefused({ table, doc }: Entity, before: View, backup: View): boolean {
  const others = [...before.entities.values()].filter(
    (each) => each.table === table && each.doc !== doc,
  );
  if (table === 'homes') return others.length > 0;
  const missing = [...backup.entities].filter(
    ([key, each]) => each.table === table && each.doc === doc && !before.entities.has(key),
  );
  return missing.some(([, { row, scope }]) =>
    others.some(
      (other) =>
        row.slug != null &&
        scope.endsWith('published') &&
        other.row.slug === row.slug &&
        other.scope === scope,
    ),
  );
}

function linkFaults(before: View, backup: View, after: View): string[] {
  const faults: string[] = [];
  const had = new Set(before.links.map(textOf));
  const original = new Set(backup.links.map(textOf));
  const seen = new Set<string>();
  for (const link of after.links) {
    const text = textOf(link);
    if (seen.has(text)) faults.push(`twice: ${text}`);
    seen.add(text);
    if (!had.has(text) && !original.has(text)) faults.push(`from nowhere: ${text}`);
  }
  const isNew = (key: string) => after.entities.has(key) && !before.entities.has(key);
  for (const link of backup.links) {
    if (!isNew(link.from) && !isNew(link.to)) continue;
    if (!after.entities.has(link.from) || !after.entities.has(link.to)) continue;
    if (!seen.has(textOf(link)) && !isTaken(link, before)) faults.push(`missing: ${textOf(link)}`);
  }
  for (const [kind, side] of Object.entries(ONCE)) {
    const ends = after.links.filter((link) => link.kind === kind).map((link) => link[side]);
    for (const end of new Set(ends)) {
      if (ends.filter((each) => each === end).length > 1) faults.push(`${end} has two: ${kind}`);
    }
  }
  return faults;
}

function isTaken(link: Link, before: View): boolean {
  const side = ONCE[link.kind];
  return (
    side !== undefined &&
    before.links.some((each) => each.kind === link.kind && each[side] === link[side])
  );
}

/** A path is that of the folder around and the own number; files know that of their folder. */
function pathFaults(before: Rows, after: Rows): string[] {
  const old = new Set(before.folders!.map(({ id }) => id));
  const folders = new Map(after.folders!.map((row) => [row.id, row]));
  const parents = new Map(
    after.folders_parent_lnk!.map((row) => [row.folder_id, folders.get(row.inv_folder_id)]),
  );
  const faults = after
    .folders!.filter((row) => !old.has(row.id))
    .filter((row) => row.path !== `${parents.get(row.id)?.path ?? ''}/${row.path_id ?? ''}`)
    .map((row) => `the path of ${JSON.stringify(row)}`);
  const oldFiles = new Set(before.files!.map(({ id }) => id));
  const holders = new Map(
    after.files_folder_lnk!.map((row) => [row.file_id, folders.get(row.folder_id)]),
  );
  const astray = after
    .files!.filter((row) => !oldFiles.has(row.id))
    .filter((row) => row.folder_path !== (holders.get(row.id)?.path ?? '/'))
    .map((row) => `the folder of ${JSON.stringify(row)}`);
  return [...faults, ...astray];
}

function view(rows: Rows): View {
  const entities = new Map<string, Entity>();
  const keys = new Map<string, string>();
  const authors = new Map(rows.admin_users!.map(({ id, document_id }) => [id, document_id]));
  for (const table of DOCUMENT_TABLES) {
    for (const row of rows[table]!) {
      const status = table !== 'articles' ? '' : row.published_at === null ? 'draft' : 'published';
      const scope = `${String(row.locale)} ${status}`;
      const key = `${table} ${String(row.document_id)} ${scope}`;
      keys.set(`${table} ${String(row.id)}`, key);
      const author = authors.get(row.created_by_id) ?? null;
      const components = componentsOf(rows, table, row.id);
      entities.set(key, {
        table,
        doc: String(row.document_id),
        scope,
        row,
        content: JSON.stringify([row.value, row.title, row.slug, author, components]),
      });
    }
  }
  const keyOf = (table: string, id: unknown): string => {
    const key = keys.get(`${table} ${String(id)}`);
    if (key === undefined) throw new Error(`${table} has no row ${String(id)}.`);
    return key;
  };
  const links = LINKS.flatMap(([table, from, fromColumn, to, toColumn]) =>
    rows[table]!.map((row) => ({
      kind: row.field === undefined ? table : `${table} ${String(row.field)}`,
      from: keyOf(from, row[fromColumn]),
      to: keyOf(to, row[toColumn]),
    })),
  );
  return { entities, links };
}

function componentsOf(rows: Rows, table: string, id: unknown): unknown[] {
  const joins = table === 'articles' ? 'articles_cmps' : table === 'seos' ? 'seos_cmps' : null;
  if (joins === null) return [];
  const child = table === 'articles' ? 'seos' : 'ogs';
  return rows[joins]!.filter((join) => join.entity_id === id).map((join) => {
    const row = rows[child]!.find((each) => each.id === join.cmp_id);
    if (row === undefined) throw new Error(`${child} has no row ${String(join.cmp_id)}.`);
    return [join.field, row.meta ?? row.text, componentsOf(rows, child, row.id)];
  });
}

function textOf({ kind, from, to }: Link): string {
  return `${kind} | ${from} | ${to}`;
}
