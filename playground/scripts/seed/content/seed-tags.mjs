import { createRandom } from '../random.mjs';
import { createProse } from './prose.mjs';
import { slug } from './slug.mjs';
import { writeDocument } from './write-document.mjs';

export async function seedTags(site, count) {
  const random = createRandom('tags');
  const prose = createProse(random, 'en');
  const tags = [];
  for (let n = 1; n <= count; n += 1) {
    const name = `${prose.words(1)} ${n}`;
    const tag = { name, slug: slug(name), weight: random.next() };
    tags.push(
      await writeDocument(site, random, { uid: 'api::tag.tag', describe: () => () => tag }),
    );
  }
  return tags;
}
