import { startProgress } from '../progress.mjs';
import { createRandom } from '../random.mjs';
import { LOCALES } from './locales.mjs';
import { createProse } from './prose.mjs';
import { rowOf, writeDocument } from './write-document.mjs';

export async function seedReviews(site, count, { products, members, pictures }) {
  const random = createRandom('reviews');
  const progress = startProgress('Writing reviews', count, 'reviews');
  for (let n = 1; n <= count; n += 1) {
    const prose = createProse(random, random.pick(LOCALES));
    const product = random.pick(products);
    const review = {
      title: prose.title(),
      comment: prose.paragraph(random.int(1, 5)),
      rating: random.int(1, 5),
      verified: random.chance(0.6),
      helpfulVotes: String(random.int(0, 900)),
      writtenAt: random.date('2024-02-01', '2025-10-31'),
      photos: random.chance(0.1) ? [random.pick(pictures.product)] : [],
      // A type without drafts is linked to both versions of one that has them.
      product: [rowOf(product, 'en', 'draft'), rowOf(product, 'en', 'published')].filter(Boolean),
      reviewer: random.pick(members),
    };
    await writeDocument(site, random, { uid: 'api::review.review', describe: () => () => review });
    progress.add(1);
  }
  progress.finish();
}
