export const LOCALES = ['en', 'fr', 'de'];

/**
 * Locales a document is translated to; some have not been translated yet.
 *
 * @param {ReturnType<import('../random.mjs').createRandom>} random
 */
export function someLocales(random) {
  const dice = random.next();
  if (dice < 0.05) return ['en'];
  return dice < 0.12 ? ['en', 'fr'] : LOCALES;
}
