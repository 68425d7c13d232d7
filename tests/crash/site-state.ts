import { createHash } from 'node:crypto';
import { OWN_TABLES } from '../../server/src/database/own-tables';
import { digestSite, type SiteDigest } from '../support/digest-site';
import type { Site } from '../support/site';
import type { TableDigest } from '../support/site-database';

/** Everything that a site is, table by table and file by file. */
export type SiteState = SiteDigest;

const CORE_STORE = 'strapi_core_store_settings';

/**
 * What is no part of the state that a restore brings back, and all that is left out:
 * - the plugin's own tables, which survive restores
 * - the sessions, which every restore ends
 * - one row of the core store, in which Strapi's media library notes at every start when it is going
 *   to report its weekly numbers
 */
const IGNORED_TABLES = [...OWN_TABLES, 'strapi_sessions', CORE_STORE];
const IGNORED_KEY = 'plugin_upload_metrics';

/** The state of a site, stopped or running, as an independent program sees it. */
export async function siteState(site: Site): Promise<SiteState> {
  const state = await digestSite(site, IGNORED_TABLES);
  return { ...state, tables: { ...state.tables, [CORE_STORE]: await coreStore(site) } };
}

/** The names of tables and files that are not the same. */
export function differences(one: SiteState, other: SiteState): string[] {
  return (['tables', 'media'] as const).flatMap((part) => {
    const names = new Set([...Object.keys(one[part]), ...Object.keys(other[part])]);
    return [...names]
      .filter((name) => one[part][name]?.sha256 !== other[part][name]?.sha256)
      .map((name) => `${part}: ${name}`);
  });
}

async function coreStore({ database }: Site): Promise<TableDigest> {
  const rows = await database.query(
    `SELECT * FROM ${CORE_STORE} WHERE "key" <> ? ORDER BY id`,
    IGNORED_KEY,
  );
  const hash = createHash('sha256').update(JSON.stringify(rows));
  return { rows: rows.length, sha256: hash.digest('hex') };
}
