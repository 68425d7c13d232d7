#!/usr/bin/env node
/**
 * Digests a SQLite site, stopped or running, without any code of Strapi or of the backup plugin: two equal digests
 * prove that every row and every media byte is the same.
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { digestDatabase } from './digest/digest-database.mjs';
import { digestMedia } from './digest/digest-media.mjs';

const USAGE = `Usage: node site-digest.mjs --database <file> [--media <uploads folder>] [--ignore <table>]...

Prints JSON: {"tables": {<name>: {"rows", "sha256"}}, "media": {<path>: {"bytes", "sha256"}}}
Exit codes: 0 done, 1 failed, 64 wrong usage.`;

/**
 * @param {object} site
 * @param {string} site.database path of the SQLite file
 * @param {string} [site.media] folder of the media library; without it `media` is empty
 * @param {string[]} [site.ignoreTables] tables to leave out, by exact name (sessions, the backup plugin's own)
 * @returns {Promise<{tables: Record<string, {rows: number, sha256: string}>, media: Record<string, {bytes: number, sha256: string}>}>} keys in sorted order
 * @throws if the database or the folder cannot be read, or a file vanishes meanwhile
 */
export async function siteDigest({ database, media, ignoreTables = [] }) {
  return {
    tables: digestDatabase(database, new Set(ignoreTables)),
    media: media === undefined ? {} : await digestMedia(media),
  };
}

async function main() {
  const { values } = parseArgs({
    options: {
      database: { type: 'string' },
      media: { type: 'string' },
      ignore: { type: 'string', multiple: true, default: [] },
    },
  });
  if (!values.database) throw new TypeError('--database is missing.');
  const { database, media, ignore } = values;
  const digest = await siteDigest({ database, media, ignoreTables: ignore });
  console.log(JSON.stringify(digest, null, 2));
}

const isCommand =
  process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isCommand) {
  main().catch((error) => {
    const isUsage = error instanceof TypeError;
    console.error(isUsage ? `${error.message}\n\n${USAGE}` : error);
    process.exitCode = isUsage ? 64 : 1;
  });
}
