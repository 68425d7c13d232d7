/**
 * npm run demo [-- --exit]
 *
 * Shows on a real Strapi site what the plugin is for: full backup → verification → damage → restore →
 * proof that every table and every media byte is back. Then the site stays up for a look at it;
 * --exit ends after the proof, with 0 only when all of it is proved.
 *
 * Nothing but Node is needed at the start; the rest is installed and built first.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { Refused, apiClient } from './demo/api-client.mjs';
import { compareDigests } from './demo/compare-digests.mjs';
import { damageSite } from './demo/damage-site.mjs';
import { followBackup } from './demo/follow-backup.mjs';
import { followRestore } from './demo/follow-restore.mjs';
import { LEFT_OUT_TABLES } from './demo/left-out-tables.mjs';
import { startPlayground, untilHealthy } from './demo/playground-server.mjs';
import { printProof } from './demo/print-proof.mjs';
import { SAMPLE_SITE, ensureSampleContent } from './demo/sample-content.mjs';
import { showVerification } from './demo/show-verification.mjs';
import { forgetDamage, noteDamage, readDamage } from './demo/unfinished.mjs';
import { untilQuiet } from './demo/until-quiet.mjs';
import { whenFree } from './demo/when-free.mjs';
import { bad, bold, dim, done, green, number, part, red, size } from './demo/say.mjs';
import { ensureInstalled } from './install.mjs';
import { PLAYGROUND, ROOT } from './paths.mjs';
import { withLock } from './with-lock.mjs';

const ADMIN = { email: 'admin@example.com', password: 'Backup-demo-1' };
const BACKUPS = path.join(PLAYGROUND, '.backups');

const options = readOptions();
const interruption = onInterruption();
/** 0 once there is nothing left to do. */
let codeOfInterruption = 130;
/** @type {{ server?: import('./demo/playground-server.mjs').PlaygroundServer }} */
const running = {};

try {
  process.exitCode = await Promise.race([interruption, demo()]);
} catch (error) {
  console.error(`\n${red(error.message)}`);
  if (running.server) {
    console.error(`The log of the site: ${path.relative(ROOT, running.server.logFile)}`);
  }
  process.exitCode = 1;
}
if (running.server) {
  console.log('\nStopping the site …');
  await running.server.stop();
}
if ((await readDamage()) !== null) {
  console.log('The playground is damaged; the next demo restores it first.');
}
// What is still under way when somebody interrupts must not hold this process.
process.exit();

/** @returns {Promise<number>} the exit code */
async function demo() {
  console.log(bold('Strapi Backup: a site is backed up, damaged, and brought back.'));
  await ensureInstalled();
  await ensureBuilt();
  return withLock('demo', async () => {
    const content = await ensureSampleContent();
    done(content === 'made' ? 'Sample content is in place' : 'The playground keeps its content');

    part('1. A real Strapi site');
    const site = await startPlayground();
    running.server = site;
    await untilHealthy(site);
    done(`It runs at ${site.url}, on SQLite`);
    const died = site.ended.then((how) => {
      throw new Error(`The site ended unexpectedly (${how}).`);
    });
    const proved = await Promise.race([backUpDamageRestore(apiClient(site.url)), died]);
    if (options.exit || !proved) return proved ? 0 : 1;

    codeOfInterruption = 0;
    console.log(`
${bold('The site stays up for you:')}
  address   ${bold(`${site.url}/admin/plugins/backup`)}
  login     ${ADMIN.email}
  password  ${ADMIN.password}
Press Ctrl-C to end it.`);
    return died;
  });
}

/** @returns {Promise<boolean>} whether everything is proved */
async function backUpDamageRestore(api) {
  await api.signIn(ADMIN);
  await makeWholeAgain(api);
  await untilQuiet(SAMPLE_SITE.database);
  const before = await digest('Reading every row and every media file of the site');

  part('2. A full backup');
  const backup = await makeBackup(api);
  const verified = await showVerification(backup, path.join(BACKUPS, backup.fileName));

  part('3. The damage');
  await noteDamage(backup.id);
  const { articles, overwritten, removed } = await damageSite(api, SAMPLE_SITE.uploads);
  done(
    `${articles} articles deleted in all languages, ${overwritten} overwritten, ${removed} removed`,
  );
  const damaged = await digest('Reading the damaged site');
  const seen = showDamage(compareDigests(before, damaged, before), [overwritten, removed]);

  part('4. The restore');
  await showPlan(api, backup.id);
  await restore(api, backup.id);

  part('5. The proof');
  const after = await digest('Reading every row and every media file again');
  return prove(compareDigests(before, damaged, after), { verified, seen });
}

/** Read straight from the files, without the plugin and without Strapi. */
async function digest(title) {
  const file = path.join(PLAYGROUND, 'scripts', 'site-digest.mjs');
  const { siteDigest } = await import(pathToFileURL(file).href);
  const result = await siteDigest({
    database: SAMPLE_SITE.database,
    media: SAMPLE_SITE.uploads,
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

async function makeBackup(api) {
  const request = { name: 'Demo', type: 'full' };
  const { data } = await whenFree(() => api.request('POST', '/backup/backups', request));
  const backup = await followBackup(api, data.id);
  const { tables, rows, mediaFiles } = backup.counts;
  done(
    `${backup.fileName}: ${size(backup.size)} in ${(backup.durationMs / 1000).toFixed(1)} s, with ` +
      `${number(tables)} tables, ${number(rows)} rows and ${number(mediaFiles)} media files`,
  );
  for (const { message } of backup.warnings) bad(`Warning: ${message}`);
  return backup;
}

/** The proof is worth nothing when it would not have noticed the damage. */
function showDamage({ tables, media }, pictures) {
  const brokenTables = tables.filter(({ differed }) => differed);
  const brokenFiles = media.filter(({ differed }) => differed).map(({ name }) => name);
  const rows = brokenTables.reduce((sum, { before, damaged }) => sum + before - damaged, 0);
  const seen =
    brokenTables.some(({ name }) => name === 'articles') &&
    pictures.every((name) => brokenFiles.includes(name));
  (seen ? done : bad)(
    `The damage shows: ${number(rows)} rows are gone from ${brokenTables.length} tables, ` +
      `${brokenFiles.length} media files are not what they were`,
  );
  return seen;
}

async function showPlan(api, backupId) {
  const { data: plan } = await api.request('POST', '/backup/restores/plan', { backupId });
  for (const { level, message } of plan.checks) {
    if (level === 'green') done(message);
    else bad(message);
  }
}

async function restore(api, backupId) {
  const request = { backupId, password: ADMIN.password };
  const { data: started } = await whenFree(() => api.request('POST', '/backup/restores', request));
  const { result } = await followRestore(api, started.statusToken);
  await forgetDamage();
  done(
    `Restored: ${number(result.rows)} rows in ${number(result.tables)} tables, ` +
      `${number(result.mediaFiles)} media files`,
  );
  await api.signIn(ADMIN);
  done('Everybody was signed out; signed in again');
}

/** An earlier demo may have been stopped between damage and restore. */
async function makeWholeAgain(api) {
  const backupId = await readDamage();
  if (backupId === null) return;
  part('An earlier demo was cut short: its backup comes back first');
  try {
    await restore(api, backupId);
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 404) throw error;
    bad('That backup is gone; the demo goes on with the site as it is');
    await forgetDamage();
  }
}

function prove(proof, { verified, seen }) {
  printProof(proof);
  console.log('');
  for (const [reason, tables] of Object.entries(LEFT_OUT_TABLES)) {
    console.log(dim(`  Left out: ${tables.join(', ')} (${reason})`));
  }
  const equal = [...proof.tables, ...proof.media].every((line) => line.equal);
  const proved = verified && seen && equal;
  console.log(
    proved
      ? green('\n  Proved: every table and every media byte is as it was before the damage.')
      : red('\n  Not proved. What is wrong is marked above.'),
  );
  return proved;
}

function readOptions() {
  try {
    return parseArgs({ options: { exit: { type: 'boolean', default: false } } }).values;
  } catch (error) {
    console.error(`${error.message}\nUsage: npm run demo [-- --exit]`);
    return process.exit(64);
  }
}

/** Resolves with the exit code when somebody ends this. */
function onInterruption() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => resolve(codeOfInterruption));
    }
  });
}
