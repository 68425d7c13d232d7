import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { createEntryWriter } from './entry-writer.mjs';
import { createRandom } from './random.mjs';
import { createRowWriter } from './row-writer.mjs';

// Strapi's ES modules do not load in Node (they import folders of lodash); its CommonJS build does.
const { createStrapi } = createRequire(import.meta.url)('@strapi/strapi');

/**
 * A started Strapi (not listening) and what is needed to fill it.
 *
 * @typedef {Awaited<ReturnType<typeof openSite>>} Site
 */

/**
 * Starts Strapi without its web server, on the database that the environment names.
 *
 * @param {{appDir: string, distDir: string, options: ReturnType<import('./read-options.mjs').readOptions>}} context
 */
export async function openSite({ appDir, distDir, options }) {
  // Strapi looks for a .env file in the working directory.
  process.chdir(appDir);
  const strapi = createStrapi({ appDir, distDir });
  // Thirty lines about migrations of an empty database would hide the progress.
  strapi.log.level = 'error';
  const uploadsDir = path.join(strapi.dirs.static.public, 'uploads');
  // The local upload provider refuses to start without it.
  mkdirSync(uploadsDir, { recursive: true });
  await strapi.load();

  const rows = createRowWriter(strapi.db.connection);
  const staff = [];
  return {
    strapi,
    options,
    uploadsDir,
    rows,
    /** Ids of the admin users; the seeder of accounts fills it. */
    staff,
    stamp: createStamp(staff),
    /** Set when the tables have their final starting point: ids continue after the last row. */
    entries: null,
    async startWriting() {
      if (strapi.db.dialect.client === 'sqlite') await hurrySqlite(strapi.db.connection);
      this.entries = await createEntryWriter(strapi, rows);
    },
    async finishWriting() {
      await rows.flush();
      await this.entries.alignSequences();
    },
  };
}

/**
 * Dates, document id and creator of an entry, from a stream of their own. The publication date is the creation date,
 * as Strapi has it for types without draft and publish.
 */
function createStamp(staff) {
  const streams = new Map();
  return (name) => {
    if (!streams.has(name)) streams.set(name, createRandom(`stamp ${name}`));
    const random = streams.get(name);
    const createdAt = random.date('2024-01-08', '2025-09-30');
    const creator = random.pick(staff);
    return {
      documentId: random.documentId(),
      createdAt,
      updatedAt: createdAt,
      publishedAt: createdAt,
      createdBy: creator,
      updatedBy: creator,
    };
  };
}

/** Losing an unfinished seed to a power cut costs nothing; waiting for the disk at every batch costs minutes. */
async function hurrySqlite(knex) {
  await knex.raw('PRAGMA synchronous = OFF');
  await knex.raw('PRAGMA cache_size = -200000');
}
