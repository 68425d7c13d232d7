/**
 * Strapi's tables: what its stored schema lists, and its own book-keeping. A table that is neither
 * here nor in the backup belongs to another program.
 *
 * @param schema the newest row of `strapi_database_schema`, as JSON; null when there is none
 */
export function strapiTables(schema: string | null): Set<string> {
  const names = new Set([
    'strapi_database_schema',
    'strapi_migrations',
    'strapi_migrations_internal',
    'strapi_core_store_settings',
    'strapi_webhooks',
  ]);
  if (schema === null) return names;
  const parsed: unknown = JSON.parse(schema);
  for (const name of namesIn(parsed)) names.add(name);
  return names;
}

function namesIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null || !('tables' in schema)) return [];
  const { tables } = schema;
  if (!Array.isArray(tables)) return [];
  return tables.flatMap((table: unknown) =>
    typeof table === 'object' && table !== null && 'name' in table && typeof table.name === 'string'
      ? [table.name]
      : [],
  );
}
