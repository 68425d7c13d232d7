import type { Core } from '@strapi/strapi';
import { isOwnTable } from '../database/own-tables';
import type { StrapiTable } from '../site';
import type { KnownContent } from './known-content';
import { readMergeModel } from './read-merge-model';

/** What the running code knows of its content. */
export function liveContent(strapi: Core.Strapi): KnownContent {
  return {
    contentTables: contentTables(strapi),
    strapiTables: () => strapiTables(strapi),
    mergeModel: () => readMergeModel(strapi),
    isManagedTable: (name) => isManagedTable(strapi, name),
  };
}

function contentTables(strapi: Core.Strapi): (readonly [string, string])[] {
  const types = Object.entries<{ collectionName?: string }>({ ...strapi.contentTypes });
  return types.flatMap(([uid, type]) => {
    const table = type.collectionName;
    return table === undefined || isOwnTable(table) ? [] : [[uid, table] as const];
  });
}

/**
 * What Strapi's schema sync compares the database with. Its type is not public.
 *
 * Source: createSchemaProvider in @strapi/database.
 */
function strapiTables(strapi: Core.Strapi): StrapiTable[] {
  const { schema } = strapi.db as unknown as {
    schema: { schema: { tables: { name: string; columns: { name: string }[] }[] } };
  };
  return schema.schema.tables
    .filter(({ name }) => !isOwnTable(name))
    .map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) }));
}

/** Asked when Strapi has opened its database: only then it knows its join tables. */
function isManagedTable(strapi: Core.Strapi, name: string): boolean {
  if (name.startsWith('strapi_')) return true;
  for (const meta of strapi.db.metadata.values()) {
    if (meta.tableName === name) return true;
  }
  return false;
}
