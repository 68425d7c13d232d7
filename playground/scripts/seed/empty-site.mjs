import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

const CONTENT_OF_PLUGINS = [
  'plugin::upload.file',
  'plugin::upload.folder',
  'plugin::users-permissions.user',
  'plugin::content-manager.history-version',
  'plugin::content-releases.release-action',
  'plugin::content-releases.release',
  'admin::api-token-permission',
  'admin::api-token',
  'admin::transfer-token-permission',
  'admin::transfer-token',
  'admin::session',
  'admin::user',
];

const ownTypes = (strapi) =>
  Object.keys(strapi.contentTypes).filter((uid) => uid.startsWith('api::'));

/**
 * @param {import('./open-site.mjs').Site} site
 * @returns {Promise<boolean>} whether somebody's content would get mixed up with the seeded one
 */
export async function hasContent({ strapi }) {
  for (const uid of ['admin::user', 'plugin::upload.file', ...ownTypes(strapi)]) {
    if ((await strapi.db.query(uid).count()) > 0) return true;
  }
  return false;
}

/**
 * Deletes all content, accounts and media files; structure, settings and the tables of other plugins stay.
 *
 * @param {import('./open-site.mjs').Site} site
 */
export async function emptySite({ strapi, uploadsDir }) {
  const uids = [...ownTypes(strapi), ...Object.keys(strapi.components), ...CONTENT_OF_PLUGINS];
  const links = new Set();
  const tables = new Set();
  for (const uid of uids.filter((name) => strapi.db.metadata.has(name))) {
    const { tableName, attributes } = strapi.db.metadata.get(uid);
    tables.add(tableName);
    for (const { joinTable } of Object.values(attributes)) {
      if (joinTable) links.add(joinTable.name);
    }
  }
  // Links first: emptying a parent with cascading foreign keys visits each child row.
  for (const table of [...links, ...tables]) {
    await strapi.db.connection(table).delete();
    await restartIds(strapi, table);
  }
  for (const name of await readdir(uploadsDir)) {
    // Dot entries belong to git (.gitkeep) or to other programs.
    if (!name.startsWith('.')) await rm(path.join(uploadsDir, name), { recursive: true });
  }
}

/** Ids count from 1 again, as in a new database: the same seed gives the same rows. */
async function restartIds(strapi, table) {
  const knex = strapi.db.connection;
  switch (strapi.db.dialect.client) {
    case 'sqlite':
      await knex('sqlite_sequence').where({ name: table }).delete();
      break;
    case 'mysql':
      await knex.raw('ALTER TABLE ?? AUTO_INCREMENT = 1', [table]);
      break;
    default:
      await knex.raw(`SELECT setval(pg_get_serial_sequence(?, 'id'), 1, false)`, [
        `"${strapi.db.getSchemaName() ?? 'public'}"."${table}"`,
      ]);
  }
}
