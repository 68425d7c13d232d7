#!/usr/bin/env node
/**
 * Digests a site, stopped or running, without any code of Strapi or of the backup plugin: two equal digests
 * prove that every row, every definition and every media byte is the same.
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { digestMedia } from './digest/digest-media.mjs';
import { serverAddress } from './digest/server-address.mjs';

const USAGE = `Usage: node site-digest.mjs --database <file> | --server <url> [--media <uploads folder>] [--ignore <table>]...

  --database  a SQLite file
  --server    a MySQL or MariaDB database, mysql://user@host:port/name; its password is read from DATABASE_PASSWORD
              (one in the URL works too, but others on the machine can see it)

Prints JSON: {"tables": {<name>: {"rows", "sha256"}}, "structure": {<kind and name>: {"bytes", "sha256"}},
"media": {<path>: {"bytes", "sha256"}}}
Exit codes: 0 done, 1 failed, 64 wrong usage.`;

/**
 * @param {object} site
 * @param {string} [site.database] path of the SQLite file
 * @param {string | import('mysql2').ConnectionOptions} [site.server] URL of a MySQL or MariaDB database, or what mysql2
 *   needs to reach it; this or `database`
 * @param {string} [site.media] folder of the media library; without it `media` is empty
 * @param {string[]} [site.ignoreTables] tables to leave out, by exact name (sessions, the backup plugin's own)
 * @returns {Promise<{tables: Record<string, {rows: number, sha256: string}>, structure: Record<string, {bytes: number, sha256: string}>, media: Record<string, {bytes: number, sha256: string}>}>} keys in sorted order
 * @throws if the database or the folder cannot be read, or a file vanishes meanwhile
 */
export async function siteDigest({ database, server, media, ignoreTables = [] }) {
  return {
    ...(await digestRows({ database, server }, new Set(ignoreTables))),
    media: media === undefined ? {} : await digestMedia(media),
  };
}

/** Each with the driver that it needs, and no other: a site has only one of them. */
async function digestRows({ database, server }, ignored) {
  if (server === undefined) {
    const { digestDatabase } = await import('./digest/digest-database.mjs');
    return digestDatabase(database, ignored);
  }
  const { digestServer } = await import('./digest/digest-server.mjs');
  return digestServer(typeof server === 'string' ? serverAddress(server) : server, ignored);
}

function readArguments() {
  const text = { type: 'string' };
  const options = { database: text, server: text, media: text };
  try {
    const { values } = parseArgs({
      options: { ...options, ignore: { type: 'string', multiple: true } },
    });
    if (Boolean(values.database) !== Boolean(values.server)) return values;
    console.error(`Give either --database or --server.\n\n${USAGE}`);
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
  }
  return process.exit(64);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { ignore, ...site } = readArguments();
  try {
    console.log(JSON.stringify(await siteDigest({ ...site, ignoreTables: ignore }), null, 2));
  } catch (error) {
    console.error(error.message || error);
    process.exitCode = 1;
  }
}
