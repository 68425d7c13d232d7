import { createRandom } from '../random.mjs';
import { LOCALES } from './locales.mjs';
import { createProse } from './prose.mjs';
import { sectionMakers } from './sections.mjs';
import { seo } from './seo.mjs';
import { slug } from './slug.mjs';
import { rowOf, writeDocument } from './write-document.mjs';

/** Pages made of a dynamic zone with all sections, under each other. */
export async function seedPages(site, count, { articles, authors, pictures }) {
  const random = createRandom('pages');
  const pages = [];
  for (let n = 1; n <= count; n += 1) {
    const parent = n <= 4 ? undefined : random.pick(pages);
    const describe = (locale) => {
      const prose = createProse(random, locale);
      const make = sectionMakers(random, prose, { pictures, authors, articles });
      const title = `${prose.title()} ${n}`;
      const texts = { title, slug: slug(title), seo: seo(random, prose, pictures) };
      const sections = random.sample(Object.values(make), random.int(3, 6)).map((f) => f());
      return (status) => ({
        ...texts,
        sections: sections.map((section) => section(locale, status)),
        parent: parent && rowOf(parent, locale, status),
      });
    };
    const edit = (data) => ({ ...data, sections: data.sections.slice(1) });
    const document = { uid: 'api::page.page', locales: LOCALES, describe, edit };
    pages.push(
      await writeDocument(site, random, { ...document, state: n <= 4 ? 'published' : undefined }),
    );
  }
  return pages;
}
