#!/usr/bin/env node
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { openContentApi } from './seed/accounts/open-content-api.mjs';
import { seedApiTokens } from './seed/accounts/seed-api-tokens.mjs';
import { seedLocales } from './seed/accounts/seed-locales.mjs';
import { seedMembers } from './seed/accounts/seed-members.mjs';
import { DEMO_PASSWORD, seedStaff } from './seed/accounts/seed-staff.mjs';
import { compilePlayground } from './seed/compile-playground.mjs';
import { seedContent } from './seed/content/seed-content.mjs';
import { emptySite, hasContent } from './seed/empty-site.mjs';
import { paintLibrary } from './seed/media/paint-library.mjs';
import { seedExtraPictures } from './seed/media/seed-extra-pictures.mjs';
import { seedExtraVideos } from './seed/media/seed-extra-videos.mjs';
import { seedFolders } from './seed/media/seed-folders.mjs';
import { seedManuals } from './seed/media/seed-manuals.mjs';
import { seedPictures } from './seed/media/seed-pictures.mjs';
import { openSite } from './seed/open-site.mjs';
import { planAmounts } from './seed/plan-amounts.mjs';
import { printSummary } from './seed/print-summary.mjs';
import { readOptions, USAGE } from './seed/read-options.mjs';
import { Refusal } from './seed/refusal.mjs';

const appDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

async function seed(options) {
  const started = Date.now();
  const distDir = compilePlayground(appDir);
  // Painting uses the threads of the image library while Strapi starts in this one.
  const [library, site] = await Promise.all([
    paintLibrary(path.join(appDir, '.cache')),
    openSite({ appDir, distDir, options }),
  ]);
  if (await hasContent(site)) {
    if (!options.force) {
      const reason = 'This site already has content. With --force it is emptied and filled again.';
      throw new Refusal(reason, 1);
    }
    console.log('Emptying the site ...');
    await emptySite(site);
  }

  console.log('Making accounts ...');
  await seedLocales(site);
  await seedStaff(site);
  await seedApiTokens(site);
  await openContentApi(site);

  await site.startWriting();
  const amounts = planAmounts(options.scale);
  const members = await seedMembers(site, amounts.members);
  const folders = seedFolders(site);
  const pictures = await seedPictures(site, library, folders);
  const manuals = await seedManuals(site, folders.manuals);
  await seedContent(site, amounts, { pictures, manuals, members });
  await seedExtraPictures(site, folders.bulk);
  await seedExtraVideos(site, folders.bulk);
  await site.finishWriting();

  await printSummary(site, DEMO_PASSWORD, Date.now() - started);
  await site.strapi.destroy();
}

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) console.log(USAGE);
  else await seed(options);
  // Strapi's connection pool would keep the process alive.
  process.exit(0);
} catch (error) {
  const refused = error instanceof Refusal;
  console.error(refused ? error.message : error);
  process.exit(refused ? error.exitCode : 1);
}
