import { createRandom } from '../random.mjs';
import { LOCALES } from './locales.mjs';
import { createProse } from './prose.mjs';
import { slug } from './slug.mjs';
import { rowOf, writeDocument } from './write-document.mjs';

const COLORS = ['red', 'amber', 'green', 'teal', 'blue', 'violet'];

/** A tree: each category but the first few has an earlier one as its parent. */
export async function seedCategories(site, count, { pictures }) {
  const random = createRandom('categories');
  const categories = [];
  for (let n = 0; n < count; n += 1) {
    const parent = n < 6 ? undefined : random.pick(categories);
    const fixed = { color: random.pick(COLORS), image: random.pick(pictures.graphic) };
    const describe = (locale) => {
      const prose = createProse(random, locale);
      const name = `${prose.title()} ${n + 1}`;
      const texts = { name, slug: slug(name), description: prose.sentence() };
      return (status) => ({
        ...texts,
        ...fixed,
        parent: parent && rowOf(parent, locale, status),
      });
    };
    const uid = 'api::category.category';
    categories.push(await writeDocument(site, random, { uid, locales: LOCALES, describe }));
  }
  return categories;
}
