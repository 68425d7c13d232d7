import { createRandom } from '../random.mjs';
import { LOCALES } from './locales.mjs';
import { createProse } from './prose.mjs';
import { sectionMakers } from './sections.mjs';
import { rowOf, rowsOf, writeDocument } from './write-document.mjs';

export async function seedHomepage(site, { articles, authors, products, pictures }) {
  const random = createRandom('homepage');
  const chosen = products.slice(0, 6);
  const describe = (locale) => {
    const prose = createProse(random, locale);
    const make = sectionMakers(random, prose, { pictures, authors, articles });
    const { __component, ...hero } = make.hero()();
    const sections = [make.featuredArticles(), make.gallery(), make.quote(), make.faq()];
    const title = prose.title();
    return (status) => ({
      title,
      hero,
      sections: sections.map((section) => section(locale, status)),
      spotlight: rowOf(articles[0], locale, status),
      products: rowsOf(chosen, locale, status),
    });
  };
  const uid = 'api::homepage.homepage';
  await writeDocument(site, random, { uid, locales: LOCALES, describe, state: 'published' });
}
