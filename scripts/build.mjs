import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { hashFiles } from './hash-files.mjs';
import { ensureInstalled } from './install.mjs';
import { CACHE, PLAYGROUND, ROOT } from './paths.mjs';
import { runWithProgress } from './run-with-progress.mjs';
import { withLock } from './with-lock.mjs';

/**
 * @typedef {object} Part something that is built only when its sources or its results are not those
 *   of the last time
 * @property {string} name
 * @property {string[]} sources files and folders, relative to the repository's root
 * @property {() => Promise<string[]>} results files that must be there afterwards
 * @property {() => Promise<void>} build
 */

/** @type {Part} */
const PLUGIN = {
  name: 'plugin',
  sources: [
    ...['package.json', 'package-lock.json', 'tsconfig.json'],
    ...['strapi-server.ts', 'strapi-admin.ts', 'server', 'admin'],
  ],
  results: filesOfExports,
  build: () =>
    runWithProgress({
      title: 'Building the plugin',
      command: bin('strapi-plugin'),
      args: ['build'],
    }),
};

/** @type {Part} */
const PANEL = {
  name: 'panel',
  sources: [
    ...['playground/src/admin', 'playground/package.json', 'package-lock.json'],
    // The browser loads the plugin's part of the panel with the rest of it.
    ...['strapi-admin.ts', 'admin', 'server/src/contracts'],
  ],
  results: async () => ['playground/dist/build/index.html'],
  build: () =>
    runWithProgress({
      title: "Building the playground's admin panel",
      command: bin('strapi'),
      args: ['build'],
      cwd: PLAYGROUND,
      env: {
        NODE_ENV: 'production',
        STRAPI_TELEMETRY_DISABLED: 'true',
        STRAPI_DISABLE_UPDATE_NOTIFICATION: 'true',
      },
    }),
};

/**
 * Builds the plugin and the playground with its admin panel where they are missing or older than
 * their sources.
 *
 * @param {{ force?: boolean }} [options] force: build all of it again
 * @throws {Error} with the end of the compiler's output
 */
export async function ensureBuilt({ force = false } = {}) {
  await withLock('build', async () => {
    await ensurePart(PLUGIN, force);
    await compilePlayground();
    await ensurePart(PANEL, force);
  });
}

/** @param {Part} part */
async function ensurePart({ name, sources, results, build }, force) {
  const stamp = path.join(CACHE, 'built', name);
  const current = await hashFiles(ROOT, sources);
  const last = await readFile(stamp, 'utf8').catch(() => '');
  if (!force && last === current && !(await firstMissing(await results()))) return;

  await rm(stamp, { force: true });
  await build();
  const missing = await firstMissing(await results());
  if (missing) throw new Error(`The build of the ${name} left no ${missing}.`);
  await mkdir(path.dirname(stamp), { recursive: true });
  await writeFile(stamp, current);
}

function bin(name) {
  return path.join(ROOT, 'node_modules', '.bin', name);
}

/** The seeder compiles the playground too, and alone it must not need this script: one way, its own. */
async function compilePlayground() {
  const file = path.join(PLAYGROUND, 'scripts', 'seed', 'compile-playground.mjs');
  const playground = await import(pathToFileURL(file).href);
  playground.compilePlayground(PLAYGROUND);
}

/** The files that package.json promises to whoever imports the plugin. */
async function filesOfExports() {
  const { exports } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  return Object.values(exports)
    .filter((entry) => typeof entry === 'object')
    .flatMap((entry) => Object.values({ ...entry, source: [] }).flat());
}

async function firstMissing(names) {
  for (const name of names) {
    try {
      await access(path.join(ROOT, name));
    } catch {
      return name;
    }
  }
  return undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await ensureInstalled();
    await ensureBuilt({ force: process.argv.includes('--force') });
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
