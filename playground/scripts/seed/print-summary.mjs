/**
 * Prints what the site now has and how to sign in.
 *
 * @param {import('./open-site.mjs').Site} site
 * @param {string} password of all accounts
 * @param {number} milliseconds that seeding took
 */
export async function printSummary({ strapi, uploadsDir }, password, milliseconds) {
  let entries = 0;
  for (const uid of Object.keys(strapi.contentTypes)) {
    if (!uid.startsWith('api::')) continue;
    const count = await strapi.db.query(uid).count();
    entries += count;
    console.log(`  ${uid.split('.')[1].padEnd(10)} ${String(count).padStart(9)} entries`);
  }
  const files = await strapi.db.query('plugin::upload.file').count();
  console.log(`  ${'media'.padEnd(10)} ${String(files).padStart(9)} files in ${uploadsDir}`);
  console.log(
    `Seeded ${entries} entries (each locale, draft and published version counts) and ${files} media files ` +
      `in ${(milliseconds / 1000).toFixed(1)} s.`,
  );
  console.log(`Super-admin: admin@example.com / ${password}`);
}
