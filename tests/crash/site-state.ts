import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { OWN_TABLES } from '../../server/src/database/own-tables';
import { PLAYGROUND } from '../support/repository';
import type { Site } from '../support/site';

const stateSchema = z.object({
  tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
  media: z.record(z.string(), z.object({ bytes: z.number(), sha256: z.string() })),
});

/** Everything that a site is, table by table and file by file. */
export type SiteState = z.infer<typeof stateSchema>;

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

const MAX_OUTPUT = 64 * 1024 ** 2;

/** The state of a site, stopped or running, as an independent program sees it. */
export async function siteState(site: Site): Promise<SiteState> {
  const program = path.join(PLAYGROUND, 'scripts', 'site-digest.mjs');
  const ignored = IGNORED_TABLES.flatMap((table) => ['--ignore', table]);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, '--database', site.databaseFile, '--media', site.uploadsDir, ...ignored],
    { maxBuffer: MAX_OUTPUT },
  );
  const state = stateSchema.parse(JSON.parse(stdout));
  state.tables[CORE_STORE] = coreStore(site);
  return state;
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

function coreStore(site: Site): SiteState['tables'][string] {
  const database = new Database(site.databaseFile, { readonly: true });
  try {
    const rows = database
      .prepare(`SELECT * FROM ${CORE_STORE} WHERE "key" <> ? ORDER BY id`)
      .all(IGNORED_KEY);
    const hash = createHash('sha256').update(JSON.stringify(rows));
    return { rows: rows.length, sha256: hash.digest('hex') };
  } finally {
    database.close();
  }
}
