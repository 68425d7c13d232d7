export const DEMO_PASSWORD = 'Backup-demo-1';

const STAFF = [
  { email: 'admin@example.com', firstname: 'Ada', lastname: 'Admin', role: 'strapi-super-admin' },
  { email: 'editor@example.com', firstname: 'Emil', lastname: 'Editor', role: 'strapi-editor' },
  { email: 'author@example.com', firstname: 'Aline', lastname: 'Author', role: 'strapi-author' },
  { email: 'translator@example.com', firstname: 'Tom', lastname: 'Übersetzer', role: 'translator' },
];

/**
 * Makes the users of the admin panel, one per role.
 *
 * @param {import('../open-site.mjs').Site} site its `staff` is filled
 */
export async function seedStaff({ strapi, staff }) {
  await addTranslatorRole(strapi);
  for (const { role: code, ...person } of STAFF) {
    const role = await strapi.db.query('admin::role').findOne({ where: { code } });
    const user = await strapi.service('admin::user').create({
      ...person,
      password: DEMO_PASSWORD,
      isActive: true,
      registrationToken: null,
      roles: [role.id],
    });
    staff.push(user.id);
  }
}

/** A role that somebody added to Strapi's own three: reads two types, in French only. */
async function addTranslatorRole(strapi) {
  const roles = strapi.service('admin::role');
  if (await roles.exists({ code: 'translator' })) return;
  const role = await roles.create({
    name: 'Translator',
    code: 'translator',
    description: 'Reads articles and pages in French.',
  });
  await roles.assignPermissions(
    role.id,
    ['api::article.article', 'api::page.page'].map((subject) => ({
      action: 'plugin::content-manager.explorer.read',
      subject,
      properties: { fields: ['title', 'slug'], locales: ['fr'] },
      conditions: [],
    })),
  );
}
