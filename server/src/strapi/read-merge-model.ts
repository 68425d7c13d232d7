import type { Core } from '@strapi/strapi';
import type { MergeJoin, MergeModel, MergeType, UniqueColumn } from '../database/merge/merge-model';
import { isOwnTable } from '../database/own-tables';

/**
 * Plugins whose rows are settings, rights, or notes about documents. Like everything of `admin::` they are
 * found again where a document refers to them, and never added: a backup must not bring accounts, rights
 * and tokens back beside those of today.
 */
const REFERENCES = [
  'plugin::content-releases.',
  'plugin::review-workflows.',
  'plugin::content-manager.',
  'plugin::users-permissions.role',
  'plugin::users-permissions.permission',
];
const LOCALE = 'plugin::i18n.locale';
const USER = 'plugin::users-permissions.user';
const FOLDER = 'plugin::upload.folder';

/** The parts of Strapi's metadata that matter here. Their types are not public. */
interface Attribute {
  readonly type: string;
  readonly relation?: string;
  readonly target?: string;
  readonly columnName?: string;
  readonly unique?: boolean;
  readonly column?: { readonly unique?: boolean };
  readonly mappedBy?: string;
  readonly inversedBy?: string;
  readonly morphBy?: string;
  readonly owner?: boolean;
  readonly joinColumn?: { readonly name: string };
  readonly morphColumn?: { readonly idColumn: Named; readonly typeColumn: Named };
  readonly joinTable?: {
    readonly name: string;
    readonly joinColumn: Named;
    readonly inverseJoinColumn?: Named;
    readonly morphColumn?: { readonly idColumn: Named; readonly typeColumn: Named };
    readonly on?: { readonly field?: string };
  };
}

interface Named {
  readonly name: string;
}

interface Meta {
  readonly uid: string;
  readonly tableName: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

interface Schema {
  readonly modelType?: string;
  readonly kind?: string;
  readonly options?: { readonly draftAndPublish?: boolean };
  readonly pluginOptions?: { readonly i18n?: { readonly localized?: boolean } };
  readonly attributes?: Readonly<Record<string, { type: string; unique?: boolean }>>;
}

/**
 * What the running code knows of its content, from Strapi's own metadata: the same that its queries are made
 * of.
 *
 * Source: transformContentTypesToModels in @strapi/core, createMetadata in @strapi/database.
 */
export function readMergeModel(strapi: Core.Strapi): MergeModel {
  const schemas: Readonly<Record<string, Schema>> = {
    ...(strapi.contentTypes as unknown as Record<string, Schema>),
    ...(strapi.components as unknown as Record<string, Schema>),
  };
  const metadata = strapi.db.metadata as unknown as ReadonlyMap<string, Meta>;
  const known = Object.entries(schemas).flatMap(([uid, schema]) => {
    const meta = metadata.get(uid);
    return meta === undefined || isOwnTable(meta.tableName) ? [] : [{ uid, schema, meta }];
  });
  const singles = known.flatMap(({ uid, meta }) => singleMedia(uid, meta));
  return {
    types: known.map(({ uid, schema, meta }) => mergeType(uid, schema, meta)),
    joins: known.flatMap(({ uid, meta }) => mergeJoins(uid, meta, singles)),
  };
}

function mergeType(uid: string, schema: Schema, meta: Meta): MergeType {
  const attributes = Object.values(meta.attributes);
  return {
    uid,
    table: meta.tableName,
    kind: kindOf(uid, schema),
    identity: uid === LOCALE ? 'code' : 'document',
    drafts: schema.options?.draftAndPublish === true,
    localized: schema.pluginOptions?.i18n?.localized === true,
    single: schema.kind === 'singleType',
    unique: uniqueColumns(uid, schema, meta),
    references: attributes.flatMap(({ joinColumn, target, owner }) =>
      joinColumn === undefined || target === undefined || owner !== true
        ? []
        : [{ column: joinColumn.name, uid: target }],
    ),
    morphs: attributes.flatMap(({ morphColumn }) =>
      morphColumn === undefined
        ? []
        : [{ column: morphColumn.idColumn.name, typeColumn: morphColumn.typeColumn.name }],
    ),
  };
}

function kindOf(uid: string, { modelType }: Schema): MergeType['kind'] {
  if (modelType === 'component') return 'component';
  const isReference =
    !(uid.startsWith('api::') || uid.startsWith('plugin::')) ||
    REFERENCES.some((each) => uid.startsWith(each));
  return isReference ? 'reference' : 'document';
}

/** Strapi looks for a second one among the rows of the same locale and status. */
function uniqueColumns(uid: string, schema: Schema, meta: Meta): UniqueColumn[] {
  // Folders that are added are numbered anew.
  if (uid === FOLDER) return [];
  const found: UniqueColumn[] = [];
  for (const [name, { type, unique }] of Object.entries(schema.attributes ?? {})) {
    const { columnName, column } = meta.attributes[name] ?? {};
    if (columnName === undefined) continue;
    // Addresses of users are compared by the sign-in itself, not by the schema.
    const isUnique = unique === true || type === 'uid' || (uid === USER && name === 'email');
    if (column?.unique === true) found.push({ column: columnName, scoped: false });
    else if (isUnique) found.push({ column: columnName, scoped: true });
  }
  return found;
}

function singleMedia(uid: string, meta: Meta): { uid: string; field: string }[] {
  return Object.entries(meta.attributes).flatMap(([field, { relation, morphBy }]) =>
    relation === 'morphOne' && morphBy !== undefined ? [{ uid, field }] : [],
  );
}

function mergeJoins(
  uid: string,
  meta: Meta,
  singles: readonly { uid: string; field: string }[],
): MergeJoin[] {
  const joins = new Map<string, MergeJoin>();
  for (const [attribute, definition] of Object.entries(meta.attributes)) {
    const { joinTable, mappedBy } = definition;
    if (joinTable === undefined || mappedBy !== undefined) continue;
    // All components of a type are in one table, whichever attribute they belong to.
    const join = mergeJoin(uid, attribute, definition, joinTable, singles);
    if (join !== null && !joins.has(joinTable.name)) joins.set(joinTable.name, join);
  }
  return [...joins.values()];
}

function mergeJoin(
  uid: string,
  attribute: string,
  { relation = '', target, inversedBy }: Attribute,
  table: NonNullable<Attribute['joinTable']>,
  singles: readonly { uid: string; field: string }[],
): MergeJoin | null {
  const { name, joinColumn, inverseJoinColumn, morphColumn, on } = table;
  if (on?.field !== undefined) {
    const column = (morphColumn?.idColumn ?? inverseJoinColumn)?.name;
    return column === undefined
      ? null
      : {
          table: name,
          kind: 'component',
          attribute: 'components',
          from: { uid, column: joinColumn.name, once: false },
          to: {
            column,
            once: false,
            typeColumn: 'component_type',
            fieldColumn: 'field',
            singles: [],
          },
        };
  }
  if (morphColumn !== undefined) {
    return {
      table: name,
      kind: 'relation',
      attribute,
      from: { uid, column: joinColumn.name, once: false },
      to: {
        column: morphColumn.idColumn.name,
        once: false,
        typeColumn: morphColumn.typeColumn.name,
        fieldColumn: 'field',
        singles,
      },
    };
  }
  if (inverseJoinColumn === undefined || target === undefined) return null;
  return {
    table: name,
    kind: 'relation',
    attribute,
    from: {
      uid,
      column: joinColumn.name,
      once: relation === 'oneToOne' || relation === 'manyToOne',
    },
    to: {
      uid: target,
      column: inverseJoinColumn.name,
      once: inversedBy !== undefined && (relation === 'oneToOne' || relation === 'oneToMany'),
    },
  };
}
