import path from 'node:path';
import { PLAYGROUND, ROOT } from '../../paths.mjs';

/**
 * @typedef {object} DemoSite the playground on one of the databases, as everything in the demo sees it
 * @property {string} database what it runs on, as in "SQLite" or "MariaDB 10.11.18"
 * @property {string | null} place where that is, when the site says nothing of it otherwise
 * @property {string} startOver a sentence about how to get rid of the content that is there
 * @property {string} folder for what the demo remembers about this site from one time to the next
 * @property {string} uploads folder of the media library
 * @property {string} backups folder of the archives
 * @property {Record<string, string>} env with which Strapi and the seeder use it
 * @property {{ database: string } | { server: import('./server-options.mjs').ServerOptions }} source where
 *   the digest reads it
 * @property {() => Promise<boolean>} hasTables whether there is a database with anything in it
 * @property {() => Promise<Reader>} read opens it for reading
 * @property {() => Promise<void>} fill with sample content; there are no tables yet
 * @property {() => Promise<void>} stop ends what was started for it
 *
 * @typedef {object} Reader
 * @property {(sql: string) => Promise<unknown>} value the first column of the first row; undefined without one
 * @property {() => Promise<void>} close
 */

/**
 * What a site is told by its environment, besides its database.
 *
 * @param {{ publicFolder: string, backups: string }} folders
 * @returns {Record<string, string>}
 */
export function siteEnvironment({ publicFolder, backups }) {
  // What somebody wants of the plugin otherwise stays; the demo has to know where the archives are.
  const wanted = JSON.parse(process.env.BACKUP_CONFIG || '{}');
  return {
    PUBLIC_DIR: publicFolder,
    BACKUP_CONFIG: JSON.stringify({ ...wanted, folder: path.relative(PLAYGROUND, backups) }),
  };
}

/** @param {string} file as it is shown: relative to the repository */
export function shownPath(file) {
  return path.relative(ROOT, file);
}
