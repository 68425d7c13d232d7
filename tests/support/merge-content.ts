import * as fc from 'fast-check';
import { ARTICLE, DOCUMENT, DOCUMENTS, TABLES, UNIQUE } from './merge-schema';

/** A database with which the tests of merges are made: statements that SQLite and MySQL both know. */
export interface ContentDatabase {
  readonly kind: 'sqlite' | 'mysql';
  /** A name as it stands in a statement. */
  table(name: string): string;
  run(sql: string): Promise<void>;
  all(sql: string): Promise<Readonly<Record<string, string | number | null>>[]>;
}

/** The content of a small site, in words of its own: no ids, which are anyhow. */
export interface Content {
  readonly articles: readonly Article[];
  readonly categories: readonly Plain[];
  readonly tags: readonly Plain[];
  readonly files: readonly File[];
  readonly folders: readonly Folder[];
  readonly home: number | null;
}

interface Article {
  readonly doc: number;
  readonly locale: 'en' | 'de';
  readonly published: boolean;
  readonly title: number;
  readonly slug: number | null;
  readonly category: number | null;
  readonly tags: readonly number[];
  readonly seo: { readonly meta: number; readonly og: number | null } | null;
  readonly cover: number | null;
  readonly gallery: readonly number[];
  readonly author: number | null;
}

interface Plain {
  readonly doc: number;
  readonly value: number;
}

interface File extends Plain {
  readonly folder: number | null;
}

interface Folder extends Plain {
  readonly parent: number | null;
}

/** Accounts are there in every state, and never merged. */
const AUTHORS = [0, 1];

const doc = fc.integer({ min: 0, max: 4 });
const value = fc.integer({ min: 0, max: 999 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const plain = fc.uniqueArray(fc.record({ doc, value }), { selector: (each) => each.doc });

/** Any content; what refers to something that is not there does not. */
export const anyContent: fc.Arbitrary<Content> = fc
  .record({
    articles: fc.uniqueArray(
      fc.record({
        doc,
        locale: fc.constantFrom('en' as const, 'de' as const),
        published: fc.boolean(),
        title: value,
        slug: maybe(fc.integer({ min: 0, max: 5 })),
        category: maybe(doc),
        tags: fc.uniqueArray(doc, { maxLength: 3 }),
        seo: maybe(fc.record({ meta: value, og: maybe(value) })),
        cover: maybe(doc),
        gallery: fc.uniqueArray(doc, { maxLength: 2 }),
        author: maybe(fc.constantFrom(...AUTHORS)),
      }),
      { selector: keyOf, maxLength: 10 },
    ),
    categories: plain,
    tags: plain,
    files: fc.uniqueArray(fc.record({ doc, value, folder: maybe(doc) }), {
      selector: (each) => each.doc,
    }),
    folders: fc.uniqueArray(fc.record({ doc, value, parent: maybe(doc) }), {
      selector: (each) => each.doc,
    }),
    home: maybe(doc),
  })
  .map(consistent);

export function keyOf(article: Pick<Article, 'doc' | 'locale' | 'published'>): string {
  return `${String(article.doc)} ${article.locale} ${String(article.published)}`;
}

function consistent(content: Content): Content {
  const has = (list: readonly Plain[]) => {
    const docs = new Set(list.map((each) => each.doc));
    return (wanted: number | null): wanted is number => wanted !== null && docs.has(wanted);
  };
  const [category, tag, file] = [has(content.categories), has(content.tags), has(content.files)];
  const folder = has(content.folders);
  const slugs = new Set<string>();
  return {
    ...content,
    // Parents have smaller numbers, so that nobody is his own ancestor.
    folders: content.folders.map((each) => ({
      ...each,
      parent: folder(each.parent) && each.parent < each.doc ? each.parent : null,
    })),
    files: content.files.map((each) => ({
      ...each,
      folder: folder(each.folder) ? each.folder : null,
    })),
    articles: withDrafts(content.articles).map((each) => {
      const slug = `${String(each.slug)} ${each.locale} ${String(each.published)}`;
      const free = each.slug !== null && !slugs.has(slug);
      slugs.add(slug);
      return {
        ...each,
        slug: free ? each.slug : null,
        category: category(each.category) ? each.category : null,
        tags: each.tags.filter(tag),
        cover: file(each.cover) ? each.cover : null,
        gallery: each.gallery.filter(file),
      };
    }),
  };
}

/** What is published has a draft beside it. */
export function withDrafts(articles: readonly Article[]): Article[] {
  const keys = new Set(articles.map(keyOf));
  return articles.flatMap((article) => {
    const draft = { ...article, published: false };
    return keys.has(keyOf(draft)) ? [article] : [{ ...draft, slug: null }, article];
  });
}

/** The empty tables of a site. */
export async function createTables(database: ContentDatabase): Promise<void> {
  const id =
    database.kind === 'sqlite'
      ? 'INTEGER PRIMARY KEY AUTOINCREMENT'
      : 'INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY';
  for (const [name, columns] of Object.entries(TABLES)) {
    const own = DOCUMENTS.has(name)
      ? ['document_id VARCHAR(255)', 'locale VARCHAR(255)', 'published_at DATETIME']
      : [];
    const unique = UNIQUE[name] === undefined ? [] : [`UNIQUE (${UNIQUE[name]})`];
    const all = [`id ${id}`, ...own, ...columns.map(definition), ...unique];
    await database.run(`CREATE TABLE ${database.table(name)} (${all.join(', ')})`);
  }
}

function definition(column: string): string {
  const isText = ['slug', 'path', 'folder_path', 'component_type', 'related_type', 'field'];
  return `${column} ${isText.includes(column) || column === 'name' ? 'VARCHAR(255)' : 'INT'}`;
}

/**
 * Fills the tables of a site.
 *
 * @param offset ids begin there, so that those of two sites do not say the same
 */
export async function fillTables(
  database: ContentDatabase,
  content: Content,
  offset: number,
): Promise<void> {
  let next = offset;
  const insert = async (
    table: string,
    values: Readonly<Record<string, string | number | null>>,
  ): Promise<number> => {
    next += 1;
    const row = { id: next, ...values };
    await database.run(
      `INSERT INTO ${database.table(table)} (${Object.keys(row).join(', ')})
       VALUES (${Object.values(row).map(literal).join(', ')})`,
    );
    return next;
  };
  const document = (kind: string, { doc }: { readonly doc: number }) => ({
    document_id: `${kind}${String(doc)}`,
    locale: null,
    published_at: '2026-01-01 00:00:00',
  });
  const authors = new Map<number, number>();
  for (const author of AUTHORS) {
    authors.set(author, await insert('admin_users', document('user', { doc: author })));
  }
  const plainRows = async (table: string, list: readonly Plain[]) => {
    const ids = new Map<number, number>();
    for (const each of list) {
      ids.set(each.doc, await insert(table, { ...document(table, each), value: each.value }));
    }
    return ids;
  };
  const categories = await plainRows('categories', content.categories);
  const tags = await plainRows('tags', content.tags);
  if (content.home !== null) await plainRows('homes', [{ doc: content.home, value: 1 }]);

  const folders = new Map<number, { id: number; path: string }>();
  for (const each of content.folders.toSorted((a, b) => a.doc - b.doc)) {
    const parent = each.parent === null ? null : folders.get(each.parent)!;
    const number = folders.size + 1;
    const path = `${parent?.path ?? ''}/${String(number)}`;
    const id = await insert('folders', {
      ...document('folder', each),
      value: each.value,
      path_id: number,
      path,
    });
    folders.set(each.doc, { id, path });
    if (parent !== null) {
      await insert('folders_parent_lnk', { folder_id: id, inv_folder_id: parent.id });
    }
  }
  const files = new Map<number, number>();
  for (const each of content.files) {
    const folder = each.folder === null ? null : folders.get(each.folder)!;
    const id = await insert('files', {
      ...document('file', each),
      value: each.value,
      folder_path: folder?.path ?? '/',
    });
    files.set(each.doc, id);
    if (folder !== null) await insert('files_folder_lnk', { file_id: id, folder_id: folder.id });
  }
  for (const each of content.articles) {
    const id = await insert('articles', {
      document_id: `article${String(each.doc)}`,
      locale: each.locale,
      published_at: each.published ? '2026-01-01 00:00:00' : null,
      title: each.title,
      slug: each.slug === null ? null : `slug${String(each.slug)}`,
      created_by_id: each.author === null ? null : authors.get(each.author)!,
    });
    if (each.category !== null) {
      const category = categories.get(each.category)!;
      await insert('articles_category_lnk', { article_id: id, category_id: category });
    }
    for (const [place, tag] of each.tags.entries()) {
      await insert('articles_tags_lnk', { article_id: id, tag_id: tags.get(tag)!, tag_ord: place });
    }
    const attach = async (field: string, list: readonly number[]) => {
      for (const [place, file] of list.entries()) {
        const related = { related_id: id, related_type: ARTICLE, field, ord: place };
        await insert('files_related_mph', { file_id: files.get(file)!, ...related });
      }
    };
    if (each.cover !== null) await attach('cover', [each.cover]);
    await attach('gallery', each.gallery);
    if (each.seo === null) continue;
    const seo = await insert('seos', { meta: each.seo.meta });
    const part = { field: 'seo', ord: 1 };
    await insert('articles_cmps', {
      entity_id: id,
      cmp_id: seo,
      component_type: 'shared.seo',
      ...part,
    });
    if (each.seo.og === null) continue;
    const og = await insert('ogs', { text: each.seo.og });
    await insert('seos_cmps', { entity_id: seo, cmp_id: og, component_type: 'shared.og', ...part });
  }
}

function literal(value: string | number | null): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : `'${value}'`;
}

/** Every row of every table, as it is. */
export type Rows = Readonly<Record<string, readonly Readonly<Record<string, string | null>>[]>>;

export async function readRows(database: ContentDatabase): Promise<Rows> {
  const rows: Record<string, Readonly<Record<string, string | null>>[]> = {};
  for (const [name, columns] of Object.entries(TABLES)) {
    const all = [DOCUMENTS.has(name) ? DOCUMENT : 'id', ...columns].join(', ');
    rows[name] = (await database.all(`SELECT ${all} FROM ${database.table(name)} ORDER BY id`)).map(
      (row) =>
        Object.fromEntries(
          // MySQL's protocol of texts tells no numbers.
          Object.entries(row).map(([key, cell]) => [key, cell === null ? null : String(cell)]),
        ),
    );
  }
  return rows;
}
