/** Beside `en`, which Strapi makes itself. */
const LOCALES = [
  { code: 'fr', name: 'French (fr)' },
  { code: 'de', name: 'German (de)' },
];

/** @param {import('../open-site.mjs').Site} site */
export async function seedLocales({ strapi }) {
  const locales = strapi.plugin('i18n').service('locales');
  for (const locale of LOCALES) {
    if (!(await locales.findByCode(locale.code))) await locales.create(locale);
  }
}
