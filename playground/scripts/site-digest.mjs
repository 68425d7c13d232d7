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

function readArguments() {
  const database = { type: 'string' };
  const media = { type: 'string' };
  const ignore = { type: 'string', multiple: true };
  try {
    const { values } = parseArgs({ options: { database, media, ignore } });
    if (values.database) return values;
    console.error(`--database is missing.\n\n${USAGE}`);
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
  }
  return process.exit(64);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { ignore, ...site } = readArguments();
  console.log(JSON.stringify(await siteDigest({ ...site, ignoreTables: ignore }), null, 2));
}
