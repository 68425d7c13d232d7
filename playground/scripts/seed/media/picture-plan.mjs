import { createProse } from '../content/prose.mjs';
import { slug } from '../content/slug.mjs';
import { createRandom } from '../random.mjs';

const GROUPS = [
  { group: 'landscape', count: 90, width: 1600, height: 1067, type: 'jpeg' },
  { group: 'wide', count: 16, width: 1920, height: 820, type: 'jpeg' },
  { group: 'portrait', count: 24, width: 800, height: 1000, type: 'jpeg' },
  { group: 'product', count: 20, width: 1200, height: 1200, type: 'jpeg' },
  { group: 'graphic', count: 14, width: 900, height: 900, type: 'png' },
];

/**
 * What pictures the library has, before any is painted.
 *
 * @returns {{group: string, name: string, title: string, hash: string, ext: string, width: number, height: number, type: 'jpeg' | 'png'}[]}
 */
export function picturePlan() {
  const random = createRandom('pictures');
  const prose = createProse(random, 'en');
  return GROUPS.flatMap(({ count, ...kind }) =>
    Array.from({ length: count }, () => {
      const title = prose.title();
      const ext = kind.type === 'png' ? '.png' : '.jpg';
      const hash = `${slug(title).replaceAll('-', '_')}_${random.hex(10)}`;
      return { ...kind, title, name: `${title}${ext}`, hash, ext };
    }),
  );
}
