/**
 * npm run demo [-- --db sqlite|mysql|mariadb --exit]
 *
 * Shows on a real Strapi site what the plugin is for: full backup → verification → damage → restore →
 * proof that every table and every media byte is back. Then the site stays up for a look at it;
 * --exit ends after the proof, with 0 only when all of it is proved.
 *
 * --db mysql and mariadb use the server of Strapi's variables (DATABASE_HOST …), or else start a
 * private MariaDB.
 *
 * Nothing but Node is needed at the start; the rest is installed and built first.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { Refused, apiClient } from './demo/api-client.mjs';
import { compareDigests } from './demo/compare-digests.mjs';
import { damageSite } from './demo/damage-site.mjs';
import { followBackup } from './demo/follow-backup.mjs';
import { followRestore } from './demo/follow-restore.mjs';
import { LEFT_OUT_TABLES } from './demo/left-out-tables.mjs';
import { forgetNote, note, readNote } from './demo/notes.mjs';
import { startPlayground, untilHealthy } from './demo/playground-server.mjs';
import { printProof } from './demo/print-proof.mjs';
import { readSite } from './demo/read-site.mjs';
import { ensureSampleContent } from './demo/sample-content.mjs';
import { showVerification } from './demo/show-verification.mjs';
import { DATABASES, openSite } from './demo/sites/open-site.mjs';
import { untilQuiet } from './demo/until-quiet.mjs';
import { whenFree } from './demo/when-free.mjs';
import { bad, bold, dim, done, green, number, part, red, size } from './demo/say.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './paths.mjs';
import { withLock } from './with-lock.mjs';

const USAGE = `Usage: npm run demo [-- --db sqlite|mysql|mariadb --exit]

  --db    what the site runs on (default: sqlite). For mysql and mariadb it is the server of Strapi's
          variables DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USERNAME, DATABASE_PASSWORD;
          without DATABASE_HOST, a private MariaDB is started, and installed where it is missing
  --exit  end after the proof, with exit code 0 only when everything is proved`;

const ADMIN = { email: 'admin@example.com', password: 'Backup-demo-1' };

const options = readOptions();
const interruption = onInterruption();
/** 0 once there is nothing left to do. */
let codeOfInterruption = 130;
/**
 * @type {{
 *   site?: import('./demo/sites/demo-site.mjs').DemoSite,
 *   server?: import('./demo/playground-server.mjs').PlaygroundServer,
 * }}
 */
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
if (running.site) {
  await running.site.stop();
  if ((await readNote(running.site, 'damage')) !== null) {
    console.log('The playground is damaged; the next demo restores it first.');
  }
}
// What is still under way when somebody interrupts must not hold this process.
process.exit();

/** @returns {Promise<number>} the exit code */
async function demo() {
  console.log(bold('Strapi Backup: a site is backed up, damaged, and brought back.'));
  await ensureInstalled();
  await ensureBuilt();
  return withLock('demo', async () => {
    const site = await openSite(options.db);
    running.site = site;
    if (site.place) done(`${site.database}: ${site.place}`);
    const content = await ensureSampleContent(site);
    done(content === 'made' ? 'Sample content is in place' : 'The playground keeps its content');

    part('1. A real Strapi site');
    const server = await startPlayground(site.env);
    running.server = server;
    await untilHealthy(server);
    done(`It runs at ${server.url}, on ${site.database}`);
    const died = server.ended.then((how) => {
      throw new Error(`The site ended unexpectedly (${how}).`);
    });
    const proved = await Promise.race([backUpDamageRestore(apiClient(server.url), site), died]);
    if (options.exit || !proved) return proved ? 0 : 1;

    codeOfInterruption = 0;
    console.log(`
${bold('The site stays up for you:')}
  address   ${bold(`${server.url}/admin/plugins/backup`)}
  login     ${ADMIN.email}
  password  ${ADMIN.password}
Press Ctrl-C to end it.`);
    return died;
  });
}

/** @returns {Promise<boolean>} whether everything is proved */
async function backUpDamageRestore(api, site) {
  await api.signIn(ADMIN);
  await makeWholeAgain(api, site);
  await untilQuiet(site);
  const before = await readSite(site, 'Reading every row and every media file of the site');

  part('2. A full backup');
  const backup = await makeBackup(api);
  const verified = await showVerification(backup, path.join(site.backups, backup.fileName));

  part('3. The damage');
  await note(site, 'damage', backup.id);
  const { articles, overwritten, removed } = await damageSite(api, site);
  done(
    `${articles} articles deleted in all languages, ${overwritten} overwritten, ${removed} removed`,
  );
  const damaged = await readSite(site, 'Reading the damaged site');
  const seen = showDamage(compareDigests(before, damaged, before), [overwritten, removed]);

  part('4. The restore');
  await showPlan(api, backup.id);
  await restore(api, site, backup.id);

  part('5. The proof');
  const after = await readSite(site, 'Reading every row and every media file again');
  return prove(compareDigests(before, damaged, after), { verified, seen });
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

async function restore(api, site, backupId) {
  const request = { backupId, password: ADMIN.password };
  const { data: started } = await whenFree(() => api.request('POST', '/backup/restores', request));
  const { result } = await followRestore(api, started.statusToken);
  await forgetNote(site, 'damage');
  done(
    `Restored: ${number(result.rows)} rows in ${number(result.tables)} tables, ` +
      `${number(result.mediaFiles)} media files`,
  );
  await api.signIn(ADMIN);
  done('Everybody was signed out; signed in again');
}

/** An earlier demo may have been stopped between damage and restore. */
async function makeWholeAgain(api, site) {
  const backupId = await readNote(site, 'damage');
  if (backupId === null) return;
  part('An earlier demo was cut short: its backup comes back first');
  try {
    await restore(api, site, backupId);
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 404) throw error;
    bad('That backup is gone; the demo goes on with the site as it is');
    await forgetNote(site, 'damage');
  }
}

function prove(proof, { verified, seen }) {
  printProof(proof);
  console.log('');
  for (const [reason, tables] of Object.entries(LEFT_OUT_TABLES)) {
    console.log(dim(`  Left out: ${tables.join(', ')} (${reason})`));
  }
  const equal = [...proof.tables, ...proof.structure, ...proof.media].every((line) => line.equal);
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
    const { values } = parseArgs({
      options: {
        db: { type: 'string', default: 'sqlite' },
        exit: { type: 'boolean', default: false },
      },
    });
    if (DATABASES.includes(values.db)) return values;
    throw new Error(`There is no demo on "${values.db}".`);
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
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
