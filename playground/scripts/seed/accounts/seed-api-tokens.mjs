/**
 * The tokens of the content API. DEMO ONLY: their keys are fixed and public, so that a script can be shown that
 * uses one. Strapi itself makes up random ones.
 */
export const DEMO_TOKENS = {
  'read-only': 'playground-read-only-token',
  'full-access': 'playground-full-access-token',
  custom: 'playground-custom-token',
};

const CUSTOM_PERMISSIONS = ['find', 'findOne', 'create', 'update'].map(
  (action) => `api::review.review.${action}`,
);

/** @param {import('../open-site.mjs').Site} site */
export async function seedApiTokens({ strapi }) {
  const service = strapi.service('admin::api-token');
  const encryption = strapi.service('admin::encryption');
  for (const [type, key] of Object.entries(DEMO_TOKENS)) {
    const token = await service.create({
      name: `Playground (${type})`,
      description: 'Made by the seeder',
      kind: 'content-api',
      type,
      lifespan: null,
      ...(type === 'custom' && { permissions: CUSTOM_PERMISSIONS }),
    });
    await strapi.db.query('admin::api-token').update({
      where: { id: token.id },
      data: { accessKey: service.hash(key), encryptedKey: encryption.encrypt(key) },
    });
  }
}
