import { createRandom } from '../random.mjs';
import { createProse } from './prose.mjs';
import { slug } from './slug.mjs';
import { writeDocument } from './write-document.mjs';

export async function seedAuthors(site, count, { pictures, members }) {
  const random = createRandom('authors');
  const prose = createProse(random, 'de');
  const authors = [];
  for (let n = 1; n <= count; n += 1) {
    const name = `${prose.title()} ${n}`;
    const author = {
      name,
      slug: slug(name),
      email: `author-${n}@example.net`,
      phone: `+49 30 ${random.int(100_000, 999_999)}`,
      bornOn: random.date('1950-01-01', '2004-12-31').toISOString().slice(0, 10),
      bio: prose.markdown(2),
      avatar: random.pick(pictures.portrait),
      links: Array.from({ length: random.int(0, 3) }, () => ({
        label: prose.words(1),
        url: `https://example.net/${random.hex(6)}`,
        newTab: true,
      })),
      // Each account belongs to one author at most.
      account: members[n - 1],
    };
    const edit = (data) => ({ ...data, bio: `${data.bio}\n\n${prose.sentence()}` });
    const document = { uid: 'api::author.author', describe: () => () => author, edit };
    // The first ones are published: others need somebody to link to in both versions.
    authors.push(
      await writeDocument(site, random, { ...document, state: n <= 3 ? 'published' : undefined }),
    );
  }
  return authors;
}
