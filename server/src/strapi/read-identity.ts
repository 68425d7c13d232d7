import type { Core } from '@strapi/strapi';
import { createHash, createHmac } from 'node:crypto';
import { isOwnTable } from '../database/own-tables';
import type { SiteIdentity, StrapiTable } from '../site';
import { readMergeModel } from './read-merge-model';
import { version as pluginVersion } from '../../../package.json';

/** Secrets whose change makes parts of a backup useless; only HMACs of an archive's id leave here. */
const SECRETS = {
  appKeys: 'server.app.keys',
  adminJwtSecret: 'admin.auth.secret',
  apiTokenSalt: 'admin.apiToken.salt',
  transferTokenSalt: 'admin.transfer.token.salt',
  encryptionKey: 'admin.secrets.encryptionKey',
} as const;

/** What an archive says about the site it is from: no host names, no users, no secrets. */
export function readIdentity(strapi: Core.Strapi): SiteIdentity {
  const info = strapi.config.get<{ name?: string; uuid?: unknown } | undefined>('info');
  const root = createHash('sha256').update(strapi.dirs.app.root).digest('hex').slice(0, 32);
  return {
    id: typeof info?.uuid === 'string' ? info.uuid : root,
    name: info?.name ?? 'strapi',
    versions: {
      plugin: pluginVersion,
      strapi: strapi.config.get<string>('info.strapi', 'unknown'),
      node: process.versions.node,
    },
    contentTables: contentTables(strapi),
    strapiTables: () => strapiTables(strapi),
    mergeModel: () => readMergeModel(strapi),
    isManagedTable: (name) => isManagedTable(strapi, name),
    secretFingerprints: (archiveId) => ({
      appKeys: fingerprint(strapi, SECRETS.appKeys, archiveId),
      adminJwtSecret: fingerprint(strapi, SECRETS.adminJwtSecret, archiveId),
      apiTokenSalt: fingerprint(strapi, SECRETS.apiTokenSalt, archiveId),
      transferTokenSalt: fingerprint(strapi, SECRETS.transferTokenSalt, archiveId),
      encryptionKey: fingerprint(strapi, SECRETS.encryptionKey, archiveId),
    }),
  };
}

function fingerprint(strapi: Core.Strapi, key: string, archiveId: string): string | null {
  const value: unknown = strapi.config.get(key);
  if (value === undefined || value === null || value === '') return null;
  const secret = typeof value === 'string' ? value : JSON.stringify(value);
  return createHmac('sha256', secret).update(archiveId).digest('hex').slice(0, 16);
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
