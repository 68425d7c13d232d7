import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PLAYGROUND } from '../paths.mjs';
import { LEFT_OUT_TABLES } from './left-out-tables.mjs';
import { done, number, size } from './say.mjs';

/**
 * Reads all of a site, straight from its database and its files, without the plugin and without Strapi.
 *
 * @param {import('./sites/demo-site.mjs').DemoSite} site
 * @param {string} title what is said about it
 * @returns {Promise<import('./compare-digests.mjs').Digest>}
 */
export async function readSite(site, title) {
  const file = path.join(PLAYGROUND, 'scripts', 'site-digest.mjs');
  // Not at the top: its drivers are among the packages that are installed first.
  const { siteDigest } = await import(pathToFileURL(file).href);
  const result = await siteDigest({
    ...site.source,
    media: site.uploads,
    ignoreTables: Object.values(LEFT_OUT_TABLES).flat(),
  });
  // SQLite's counters for new ids are compared too, but nobody would count them as content.
  const tables = Object.entries(result.tables).filter(([name]) => name !== 'sqlite_sequence');
  const rows = tables.reduce((sum, [, table]) => sum + table.rows, 0);
  const files = Object.values(result.media);
  const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
  done(
    `${title}: ${tables.length} tables with ${number(rows)} rows, ` +
      `${number(files.length)} media files of ${size(bytes)}`,
  );
  return result;
}
