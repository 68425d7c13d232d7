const READ = ['find', 'findOne'];
const WRITE = ['create', 'update', 'delete'];

/** What anybody may do without signing in. Writing is open because load tests write as visitors do. */
const PUBLIC = {
  article: [...READ, ...WRITE],
  author: READ,
  category: READ,
  homepage: ['find'],
  page: READ,
  product: READ,
  review: [...READ, ...WRITE],
  tag: READ,
};

/** @param {import('../open-site.mjs').Site} site */
export async function openContentApi({ strapi }) {
  const permissions = strapi.db.query('plugin::users-permissions.permission');
  const role = await strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'public' } });
  for (const [name, actions] of Object.entries(PUBLIC)) {
    for (const verb of actions) {
      const action = `api::${name}.${name}.${verb}`;
      const existing = await permissions.count({ where: { action, role: role.id } });
      if (existing === 0) await permissions.create({ data: { action, role: role.id } });
    }
  }
}
