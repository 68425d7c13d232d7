import { createProse } from '../content/prose.mjs';
import { slug } from '../content/slug.mjs';
import { createRandom } from '../random.mjs';
import { DEMO_PASSWORD } from './seed-staff.mjs';

/**
 * Makes the site's own users (users-permissions), who write reviews.
 *
 * @param {import('../open-site.mjs').Site} site
 * @param {number} count
 * @returns {Promise<number[]>} their ids
 */
export async function seedMembers({ strapi, entries, stamp, rows }, count) {
  const random = createRandom('members');
  const prose = createProse(random, 'fr');
  const role = await strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'authenticated' } });
  // Hashing is slow on purpose, and all of them have the demo password: once is enough.
  const password = await strapi.service('admin::auth').hashPassword(DEMO_PASSWORD);

  const ids = [];
  for (let n = 1; n <= count; n += 1) {
    const username = `${slug(prose.words(2))}-${n}`;
    const member = {
      username,
      email: `${username}@example.org`,
      provider: 'local',
      password,
      confirmed: true,
      blocked: random.chance(0.05),
      role: role.id,
    };
    ids.push(entries.writeEntry('plugin::users-permissions.user', member, stamp('members')));
    await rows.settle();
  }
  return ids;
}
