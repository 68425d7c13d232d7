import { readdir } from 'node:fs/promises';
import { forgetNote, note, readNote } from './notes.mjs';
import { runSeeder } from './run-seeder.mjs';
import { shownPath } from './sites/demo-site.mjs';

/**
 * Fills a site where it has no content yet. What is there, from an earlier demo or of somebody's own
 * making, stays.
 *
 * @param {import('./sites/demo-site.mjs').DemoSite} site
 * @returns {Promise<'made' | 'kept'>}
 * @throws {Error} when there is content, but not the sample content
 */
export async function ensureSampleContent(site) {
  const content = await whatIsThere(site);
  const unfinished = (await readNote(site, 'filling')) !== null;
  if (content === 'nothing') {
    await fill(site, site.fill);
    return 'made';
  }
  // In place: the plugin may know backups already.
  if (content === 'empty site' || (content === 'other tables' && unfinished)) {
    await fill(site, () => runSeeder(site.env));
    return 'made';
  }
  if (content === 'sample content' && unfinished) {
    await fill(site, () => runSeeder(site.env, { force: true }));
    return 'made';
  }
  if (content !== 'sample content') {
    throw new Error(
      `The site on ${site.database} has content that is not the sample content, and the demo would ` +
        `damage it. ${site.startOver}`,
    );
  }
  if ((await readdir(site.uploads)).every((name) => name.startsWith('.'))) {
    throw new Error(
      `The site on ${site.database} has its sample content, but no media files in ` +
        `${shownPath(site.uploads)}. ${site.startOver}`,
    );
  }
  return 'kept';
}

/** Half of the content would look like all of it. */
async function fill(site, act) {
  await note(site, 'filling');
  await act();
  await forgetNote(site, 'filling');
}

async function whatIsThere(site) {
  if (!(await site.hasTables())) return 'nothing';
  const database = await site.read();
  try {
    const count = async (from) => Number(await database.value(`SELECT count(*) FROM ${from}`));
    if ((await count(`admin_users WHERE email = 'admin@example.com'`)) > 0) return 'sample content';
    const amount = (await count('admin_users')) + (await count('articles'));
    return amount === 0 ? 'empty site' : 'other content';
  } catch {
    // Without these tables it is no database of the playground, or Strapi has not yet made all of it.
    return 'other tables';
  } finally {
    await database.close();
  }
}
