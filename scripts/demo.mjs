/**
 * npm run demo [-- --exit]
 *
 * Shows on a real Strapi site what the plugin is for: full backup → verification → damage → restore →
 * proof that every table and every media byte is back. Then the site stays up for a look at it;
 * --exit ends after the proof, with 0 only when all of it is proved.
 *
 * Nothing but Node is needed at the start; the rest is installed and built first.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { apiClient } from './demo/api-client.mjs';
import { compareDigests } from './demo/compare-digests.mjs';
import { damageSite } from './demo/damage-site.mjs';
import { followBackup } from './demo/follow-backup.mjs';
import { followRestore } from './demo/follow-restore.mjs';
import { LEFT_OUT_TABLES } from './demo/left-out-tables.mjs';
import { startPlayground, untilHealthy } from './demo/playground-server.mjs';
import { printProof } from './demo/print-proof.mjs';
import { SAMPLE_SITE, ensureSampleContent } from './demo/sample-content.mjs';
import { untilQuiet } from './demo/until-quiet.mjs';
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
/** What to tell when the demo is cut short while the playground is damaged. */
let leftDamaged = '';
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
if (leftDamaged !== '') console.log(leftDamaged);
await running.server?.stop();
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
  await untilQuiet(SAMPLE_SITE.database);
  const before = await digest('Reading every row and every media file of the site');

  part('2. A full backup');
  const backup = await makeBackup(api);
  const verified = await showVerification(backup);

  part('3. The damage');
  leftDamaged = `The playground is damaged. Restore the backup “${backup.name}” in its Backup tab, or start the demo again.`;
  const { articles, overwritten, removed } = await damageSite(api, SAMPLE_SITE.uploads);
  done(
    `${articles} articles deleted in all languages, ${overwritten} overwritten, ${removed} removed`,
  );
  const damaged = await digest('Reading the damaged site');
  const seen = showDamage(compareDigests(before, damaged, before), [overwritten, removed]);

  part('4. The restore');
  await restore(api, backup.id);
  leftDamaged = '';

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
  const { data } = await api.request('POST', '/backup/backups', { name: 'Demo', type: 'full' });
  const backup = await followBackup(api, data.id);
  const { tables, rows, mediaFiles } = backup.counts;
  done(
    `${backup.fileName}: ${size(backup.size)} in ${(backup.durationMs / 1000).toFixed(1)} s, with ` +
      `${number(tables)} tables, ${number(rows)} rows and ${number(mediaFiles)} media files`,
  );
  for (const { message } of backup.warnings) bad(`Warning: ${message}`);
  return backup;
}

/** What the plugin says about the archive, and the file itself. */
async function showVerification(backup) {
  const isVerified = backup.verification === 'verified';
  if (isVerified) done('Verified: the archive was read back, and every entry in it is right');
  else bad(`Not verified: the archive is ${backup.verification}`);

  const file = path.join(BACKUPS, backup.fileName);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const isTheFile = hash.digest('hex') === backup.sha256 && (await stat(file)).size === backup.size;
  if (isTheFile) done(`sha256 of the file: ${dim(backup.sha256)}`);
  else bad('The file on the disk is not the one that was recorded');
  return isVerified && isTheFile && backup.warnings.length === 0;
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

async function restore(api, backupId) {
  const { data: plan } = await api.request('POST', '/backup/restores/plan', { backupId });
  for (const { level, message } of plan.checks) {
    if (level === 'green') done(message);
    else bad(message);
  }
  const { data: started } = await api.request('POST', '/backup/restores', {
    backupId,
    password: ADMIN.password,
  });
  const { result } = await followRestore(api, started.statusToken);
  done(
    `Restored: ${number(result.rows)} rows in ${number(result.tables)} tables, ${number(result.mediaFiles)} media files`,
  );
  await api.signIn(ADMIN);
  done('Everybody was signed out; signed in again');
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
