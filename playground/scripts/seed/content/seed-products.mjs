import { startProgress } from '../progress.mjs';
import { createRandom } from '../random.mjs';
import { someLocales } from './locales.mjs';
import { createProse } from './prose.mjs';
import { rowsOf, writeDocument } from './write-document.mjs';

const UNITS = ['mm', 'cm', 'in'];

export async function seedProducts(site, count, { categories, pictures, manuals }) {
  const random = createRandom('products');
  const progress = startProgress('Writing products', count, 'products');
  const products = [];
  for (let n = 1; n <= count; n += 1) {
    const fixed = fixedFields(random, pictures, n);
    const chosen = random.sample(categories, random.int(1, 3));
    const describe = (locale) => {
      const texts = localizedFields(random, locale, pictures, manuals);
      return (status) => ({ ...fixed, ...texts, categories: rowsOf(chosen, locale, status) });
    };
    const edit = (data) => ({ ...data, description: `${data.description}\n\n(revised)` });
    const document = { uid: 'api::product.product', locales: someLocales(random), describe, edit };
    products.push(
      await writeDocument(site, random, { ...document, state: n <= 10 ? 'published' : undefined }),
    );
    progress.add(1);
  }
  progress.finish();
  return products;
}

function fixedFields(random, pictures, n) {
  return {
    sku: `SKU-${String(n).padStart(6, '0')}`,
    price: random.int(99, 999_999) / 100,
    stock: random.int(0, 500),
    barcode: `40${random.int(10_000_000, 99_999_999)}${random.int(100, 999)}`,
    rating: random.next() * 5,
    availableFrom: random.date('2024-01-01', '2026-12-31'),
    dispatchAt: `${String(random.int(7, 18)).padStart(2, '0')}:30:00.000`,
    facts: { weight: random.int(1, 9000), colours: ['red', 'green'], recycled: random.chance(0.3) },
    images: random.sample(pictures.product, random.int(1, 4)),
    dimensions: {
      width: random.int(10, 9999) / 10,
      height: random.int(10, 9999) / 10,
      depth: random.int(10, 9999) / 10,
      unit: random.pick(UNITS),
    },
  };
}

function localizedFields(random, locale, pictures, manuals) {
  const prose = createProse(random, locale);
  return {
    name: prose.title(),
    description: prose.markdown(random.int(1, 3)),
    manual: random.chance(0.4) ? random.pick(manuals) : undefined,
    specifications: Array.from({ length: random.int(1, 4) }, () => ({
      name: prose.words(1),
      value: prose.words(2),
      sheet: random.chance(0.1) ? random.pick(pictures.graphic) : undefined,
    })),
  };
}
