import type { Core } from '@strapi/strapi';
import { createHash, createHmac } from 'node:crypto';
import type { SiteIdentity } from '../site';
import type { KnownContent } from './known-content';
import { version as pluginVersion } from '../../../package.json';

/** What a site is configured with; Strapi knows it before it has loaded anything else. */
export type AppConfiguration = Pick<Core.Strapi, 'config' | 'dirs'>;

/** Secrets whose change makes parts of a backup useless; only HMACs of an archive's id leave here. */
const SECRETS = {
  appKeys: 'server.app.keys',
  adminJwtSecret: 'admin.auth.secret',
  apiTokenSalt: 'admin.apiToken.salt',
  transferTokenSalt: 'admin.transfer.token.salt',
  encryptionKey: 'admin.secrets.encryptionKey',
} as const;

/** What an archive says about the site it is from: no host names, no users, no secrets. */
export function readIdentity(app: AppConfiguration, content: KnownContent): SiteIdentity {
  const info = app.config.get<{ name?: string; uuid?: unknown } | undefined>('info');
  const root = createHash('sha256').update(app.dirs.app.root).digest('hex').slice(0, 32);
  return {
    id: typeof info?.uuid === 'string' ? info.uuid : root,
    name: info?.name ?? 'strapi',
    versions: {
      plugin: pluginVersion,
      strapi: app.config.get<string>('info.strapi', 'unknown'),
      node: process.versions.node,
    },
    get contentTables() {
      return content.contentTables;
    },
    strapiTables: () => content.strapiTables(),
    mergeModel: () => content.mergeModel(),
    isManagedTable: (name) => content.isManagedTable(name),
    secretFingerprints: (archiveId) => ({
      appKeys: fingerprint(app, SECRETS.appKeys, archiveId),
      adminJwtSecret: fingerprint(app, SECRETS.adminJwtSecret, archiveId),
      apiTokenSalt: fingerprint(app, SECRETS.apiTokenSalt, archiveId),
      transferTokenSalt: fingerprint(app, SECRETS.transferTokenSalt, archiveId),
      encryptionKey: fingerprint(app, SECRETS.encryptionKey, archiveId),
    }),
  };
}

function fingerprint(app: AppConfiguration, key: string, archiveId: string): string | null {
  const value: unknown = app.config.get(key);
  if (value === undefined || value === null || value === '') return null;
  const secret = typeof value === 'string' ? value : JSON.stringify(value);
  return createHmac('sha256', secret).update(archiveId).digest('hex').slice(0, 16);
}
