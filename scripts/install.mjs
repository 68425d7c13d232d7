import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installDebianPackages } from './debian-packages.mjs';
import { ROOT } from './paths.mjs';
import { runWithProgress } from './run-with-progress.mjs';

const MODULES = path.join(ROOT, 'node_modules');
/** Inside node_modules, so that it goes when they go. */
const STAMP = path.join(MODULES, '.installed-from');

/**
 * Packages with a part that is compiled or downloaded when they are installed, and what to load to
 * see that it is there. npm may be told not to run install scripts; then these are what is missing.
 */
const NATIVE = [
  { name: 'better-sqlite3', probe: "new (require('better-sqlite3'))(':memory:').close()" },
  { name: 'sharp', probe: "require('sharp')" },
  { name: 'esbuild', probe: "require('esbuild').transformSync('1')" },
  { name: '@swc/core', probe: "require('@swc/core').transformSync('1')" },
];

const COMPILER = [
  { program: 'python3', debianPackage: 'python3' },
  { program: 'make', debianPackage: 'make' },
  { program: 'g++', debianPackage: 'g++' },
];

/**
 * Installs the npm packages of package-lock.json when they are missing or others, and makes sure
 * that those with a native part load on this Node. Does nothing when all is there.
 *
 * @throws {Error} which says what to do, when something cannot be installed
 */
export async function ensureInstalled() {
  const lock = await readFile(path.join(ROOT, 'package-lock.json'));
  const wanted = [
    `package-lock.json ${createHash('sha256').update(lock).digest('hex')}`,
    `node ABI ${process.versions.modules} ${process.platform} ${process.arch}`,
  ].join('\n');
  if ((await readFile(STAMP, 'utf8').catch(() => '')) === wanted) return;

  if (!(await installedMatchesLock())) await installPackages();
  await rebuildWhatDoesNotLoad();
  await writeFile(STAMP, wanted);
}

/**
 * npm writes what it installed into node_modules/.package-lock.json. When that agrees with
 * package-lock.json, somebody ran `npm install` by hand, and there is nothing to do.
 */
async function installedMatchesLock() {
  try {
    const [wanted, installed] = await Promise.all(
      [path.join(ROOT, 'package-lock.json'), path.join(MODULES, '.package-lock.json')].map(
        async (file) => JSON.parse(await readFile(file, 'utf8')).packages,
      ),
    );
    return Object.entries(wanted).every(
      ([location, { version, integrity, link, optional, peer }]) =>
        // Links and the projects themselves are not installed; optional ones may be for other systems.
        !location.includes('node_modules/') ||
        link ||
        ((optional || peer) && installed[location] === undefined) ||
        (installed[location]?.version === version && installed[location]?.integrity === integrity),
    );
  } catch {
    return false;
  }
}

async function installPackages() {
  const install = () =>
    runWithProgress({
      title: 'Installing npm packages (a few minutes)',
      command: 'npm',
      // `npm ci` refuses a lock file without the packages for other systems, and npm writes such a
      // one when a registry does not have them. This installs the same versions and writes no file.
      args: ['install', '--no-save', '--no-audit', '--no-fund'],
      env: nodeHeaders(),
    });
  try {
    await install();
  } catch (error) {
    // One package that cannot be compiled fails the whole installation.
    if (missingCompiler().length === 0) throw error;
    await installCompiler();
    await install();
  }
}

/**
 * Native parts are compiled against the headers of Node. Most installations bring them; without this
 * they are downloaded from nodejs.org, which not every network lets through.
 */
function nodeHeaders() {
  const prefix = path.dirname(path.dirname(process.execPath));
  return existsSync(path.join(prefix, 'include', 'node', 'node.h'))
    ? { npm_config_nodedir: prefix }
    : {};
}

async function rebuildWhatDoesNotLoad() {
  for (const { name, probe } of NATIVE) {
    if (!(await isThere(name)) || loads(probe)) continue;
    if (name === 'better-sqlite3' && missingCompiler().length > 0) await installCompiler();
    await runWithProgress({
      title: `Building the native part of ${name}`,
      command: 'npm',
      args: ['rebuild', name],
      env: nodeHeaders(),
    });
    if (!loads(probe)) {
      throw new Error(
        `${name} is installed but does not load on Node ${process.version}. ` +
          `Run "npm rebuild ${name} --foreground-scripts" to see why.`,
      );
    }
  }
}

/** In a process of its own: a native part that is not right can end the process that loads it. */
function loads(probe) {
  return spawnSync(process.execPath, ['-e', probe], { cwd: ROOT, stdio: 'ignore' }).status === 0;
}

async function isThere(name) {
  return access(path.join(MODULES, name)).then(
    () => true,
    () => false,
  );
}

function missingCompiler() {
  return COMPILER.filter(
    ({ program }) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status !== 0,
  );
}

async function installCompiler() {
  const missing = missingCompiler();
  const packages = missing.map(({ debianPackage }) => debianPackage);
  const reason = await installDebianPackages('Installing a C++ compiler', packages);
  if (reason) {
    throw new Error(
      `better-sqlite3 has no ready-made binary for this system and must be compiled, but ` +
        `${missing.map(({ program }) => program).join(', ')} is missing, and ${reason}. ` +
        `Install it (Debian, Ubuntu: sudo apt-get install ${packages.join(' ')}) and try again.`,
    );
  }
}
