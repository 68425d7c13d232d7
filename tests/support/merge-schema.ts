import type { MergeModel, MergeType } from '../../server/src/database/merge/merge-model';

export const DOCUMENT = 'id, document_id, locale, published_at';

/** Columns of each table; the order of the list is the order in which they are made. */
export const TABLES: Readonly<Record<string, readonly string[]>> = {
  admin_users: ['name'],
  categories: ['value'],
  tags: ['value'],
  homes: ['value'],
  articles: ['title', 'slug', 'created_by_id'],
  files: ['value', 'folder_path'],
  folders: ['value', 'path_id', 'path'],
  seos: ['meta'],
  ogs: ['text'],
  articles_cmps: ['entity_id', 'cmp_id', 'component_type', 'field', 'ord'],
  seos_cmps: ['entity_id', 'cmp_id', 'component_type', 'field', 'ord'],
  articles_category_lnk: ['article_id', 'category_id'],
  articles_tags_lnk: ['article_id', 'tag_id', 'tag_ord'],
  files_related_mph: ['file_id', 'related_id', 'related_type', 'field', 'ord'],
  files_folder_lnk: ['file_id', 'folder_id'],
  folders_parent_lnk: ['folder_id', 'inv_folder_id'],
};

export const DOCUMENTS = new Set([
  'admin_users',
  'categories',
  'tags',
  'homes',
  'articles',
  'files',
  'folders',
]);
export const UNIQUE: Readonly<Record<string, string>> = {
  folders: 'path_id',
  articles_category_lnk: 'article_id, category_id',
  articles_tags_lnk: 'article_id, tag_id',
  articles_cmps: 'entity_id, cmp_id, field, component_type',
  seos_cmps: 'entity_id, cmp_id, field, component_type',
};

const FILE = 'plugin::upload.file';
const FOLDER = 'plugin::upload.folder';
export const ARTICLE = 'api::article.article';

function type(uid: string, table: string, change: Partial<MergeType> = {}): MergeType {
  return {
    uid,
    table,
    kind: 'document',
    identity: 'document',
    drafts: false,
    localized: false,
    single: false,
    unique: [],
    references: [],
    morphs: [],
    ...change,
  };
}

const side = (column: string, once = false) => ({ column, once });
const components = { typeColumn: 'component_type', fieldColumn: 'field', singles: [] };

export const MODEL: MergeModel = {
  types: [
    type('admin::user', 'admin_users', { kind: 'reference' }),
    type('api::category.category', 'categories'),
    type('api::tag.tag', 'tags'),
    type('api::home.home', 'homes', { single: true }),
    type(ARTICLE, 'articles', {
      drafts: true,
      localized: true,
      unique: [{ column: 'slug', scoped: true }],
      references: [{ column: 'created_by_id', uid: 'admin::user' }],
    }),
    type(FILE, 'files'),
    type(FOLDER, 'folders'),
    type('shared.seo', 'seos', { kind: 'component' }),
    type('shared.og', 'ogs', { kind: 'component' }),
  ],
  joins: [
    // Inner ones first: which components are added has to be found out in several rounds.
    {
      table: 'seos_cmps',
      kind: 'component',
      attribute: 'components',
      from: { uid: 'shared.seo', ...side('entity_id') },
      to: { ...side('cmp_id'), ...components },
    },
    {
      table: 'articles_cmps',
      kind: 'component',
      attribute: 'components',
      from: { uid: ARTICLE, ...side('entity_id') },
      to: { ...side('cmp_id'), ...components },
    },
    {
      table: 'articles_category_lnk',
      kind: 'relation',
      attribute: 'category',
      from: { uid: ARTICLE, ...side('article_id', true) },
      to: { uid: 'api::category.category', ...side('category_id') },
    },
    {
      table: 'articles_tags_lnk',
      kind: 'relation',
      attribute: 'tags',
      from: { uid: ARTICLE, ...side('article_id') },
      to: { uid: 'api::tag.tag', ...side('tag_id') },
    },
    {
      table: 'files_related_mph',
      kind: 'relation',
      attribute: 'related',
      from: { uid: FILE, ...side('file_id') },
      to: {
        ...side('related_id'),
        typeColumn: 'related_type',
        fieldColumn: 'field',
        singles: [{ uid: ARTICLE, field: 'cover' }],
      },
    },
    {
      table: 'files_folder_lnk',
      kind: 'relation',
      attribute: 'folder',
      from: { uid: FILE, ...side('file_id', true) },
      to: { uid: FOLDER, ...side('folder_id') },
    },
    {
      table: 'folders_parent_lnk',
      kind: 'relation',
      attribute: 'parent',
      from: { uid: FOLDER, ...side('folder_id', true) },
      to: { uid: FOLDER, ...side('inv_folder_id') },
    },
  ],
};
