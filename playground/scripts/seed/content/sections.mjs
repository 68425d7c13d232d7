import { rowOf, rowsOf } from './write-document.mjs';

/**
 * Makes up sections of a dynamic zone.
 *
 * @param {ReturnType<import('../random.mjs').createRandom>} random
 * @param {ReturnType<import('./prose.mjs').createProse>} prose
 * @param {{pictures: Record<string, number[]>, authors: object[], articles?: object[]}} material
 * @returns {Record<string, () => (locale: string, status: 'draft' | 'published') => object>} one maker per component: texts are fixed when it is called, relations follow the version
 */
export function sectionMakers(random, prose, { pictures, authors, articles }) {
  return {
    hero() {
      const section = {
        __component: 'sections.hero',
        heading: prose.title(),
        subheading: prose.sentence(),
        background: random.pick(pictures.wide),
        action: { label: prose.words(2), url: '/shop', newTab: random.chance(0.2) },
      };
      return () => section;
    },
    richText() {
      const section = { __component: 'sections.rich-text', content: prose.blocks(2) };
      return () => section;
    },
    gallery() {
      const images = random.sample(pictures.landscape, random.int(2, 5));
      const section = { __component: 'sections.gallery', caption: prose.sentence(), images };
      return () => section;
    },
    quote() {
      const author = random.pick(authors);
      const section = { __component: 'sections.quote', text: prose.sentence() };
      return (locale, status) => ({ ...section, person: rowOf(author, locale, status) });
    },
    faq() {
      const question = () => ({
        question: `${prose.title()}?`,
        answer: prose.paragraph(2),
        links: Array.from({ length: random.int(0, 2) }, () => ({
          label: prose.words(2),
          url: 'https://example.com/help',
        })),
      });
      const questions = Array.from({ length: random.int(2, 5) }, question);
      const section = { __component: 'sections.faq', title: prose.title(), questions };
      return () => section;
    },
    featuredArticles() {
      const chosen = random.sample(articles, 4);
      const section = { __component: 'sections.featured-articles', title: prose.title() };
      return (locale, status) => ({ ...section, articles: rowsOf(chosen, locale, status) });
    },
  };
}
