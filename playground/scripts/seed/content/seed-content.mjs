import { seedArticles } from './seed-articles.mjs';
import { seedAuthors } from './seed-authors.mjs';
import { seedCategories } from './seed-categories.mjs';
import { seedHomepage } from './seed-homepage.mjs';
import { seedPages } from './seed-pages.mjs';
import { seedProducts } from './seed-products.mjs';
import { seedReviews } from './seed-reviews.mjs';
import { seedTags } from './seed-tags.mjs';

/**
 * Writes the entries of all content types, each after those it links to.
 *
 * @param {import('../open-site.mjs').Site} site
 * @param {ReturnType<import('../plan-amounts.mjs').planAmounts>} amounts
 * @param {{pictures: Record<string, number[]>, manuals: number[], members: number[]}} material row ids
 */
export async function seedContent(site, amounts, material) {
  const categories = await seedCategories(site, amounts.categories, material);
  const tags = await seedTags(site, amounts.tags);
  const authors = await seedAuthors(site, amounts.authors, material);
  const known = { ...material, categories, tags, authors };
  const articles = await seedArticles(site, amounts.articles, known);
  const products = await seedProducts(site, amounts.products, known);
  await seedReviews(site, amounts.reviews, { ...known, products });
  await seedPages(site, amounts.pages, { ...known, articles });
  await seedHomepage(site, { ...known, articles, products });
}
