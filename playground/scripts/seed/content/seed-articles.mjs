import { startProgress } from '../progress.mjs';
import { createRandom } from '../random.mjs';
import { someLocales } from './locales.mjs';
import { createProse } from './prose.mjs';
import { sectionMakers } from './sections.mjs';
import { seo } from './seo.mjs';
import { slug } from './slug.mjs';
import { rowOf, rowsOf, writeDocument } from './write-document.mjs';

const TONES = ['news', 'essay', 'interview', 'guide'];

/** The bulk of the site: long texts in three languages, with every kind of field and relation. */
export async function seedArticles(site, count, { categories, tags, authors, pictures }) {
  const random = createRandom('articles');
  const progress = startProgress('Writing articles', count, 'articles');
  const articles = [];
  for (let n = 1; n <= count; n += 1) {
    const fixed = fixedFields(random, pictures, n);
    const links = {
      category: random.pick(categories),
      author: random.pick(authors),
      tags: random.sample(tags, random.int(1, 5)),
      related: random.sample(articles, random.int(0, 3)),
    };
    const describe = (locale) => {
      const texts = localizedFields(random, locale, n, { pictures, authors });
      return (status) => ({
        ...fixed,
        ...texts.fields,
        sections: texts.sections.map((make) => make(locale, status)),
        category: rowOf(links.category, locale, status),
        author: rowOf(links.author, locale, status),
        tags: rowsOf(links.tags, locale, status),
        related: rowsOf(links.related, locale, status),
      });
    };
    const edit = (data) => ({ ...data, title: `${data.title} (revised)` });
    const document = { uid: 'api::article.article', locales: someLocales(random), describe, edit };
    articles.push(
      await writeDocument(site, random, { ...document, state: n <= 10 ? 'published' : undefined }),
    );
    progress.add(1);
  }
  progress.finish();
  return articles;
}

function fixedFields(random, pictures, n) {
  return {
    cover: random.pick(pictures.landscape),
    metadata: { source: `wire-${n}`, score: random.next(), flags: { legacy: random.chance(0.5) } },
    // Beyond 2^53: loses digits wherever it passes through a JavaScript number.
    views: random.chance(0.05)
      ? `90071992547409${(n % 90) + 10}1`
      : String(random.int(0, 5_000_000)),
    readingMinutes: random.int(1, 25),
    featured: random.chance(0.1),
    tone: random.pick(TONES),
    firstPrintedAt: random.date('2015-01-01', '2025-06-30'),
  };
}

function localizedFields(random, locale, n, { pictures, authors }) {
  const prose = createProse(random, locale);
  const make = sectionMakers(random, prose, { pictures, authors });
  const title = prose.title();
  return {
    fields: {
      title,
      slug: `${slug(title)}-${n}`,
      teaser: prose.sentence(),
      body: prose.blocks(random.int(3, 6)),
      notes: prose.markdown(random.int(1, 3)),
      gallery: random.sample(pictures.landscape, random.int(0, 4)),
      seo: seo(random, prose, pictures),
    },
    sections: random
      .sample([make.richText, make.quote, make.gallery], random.int(1, 3))
      .map((f) => f()),
  };
}
