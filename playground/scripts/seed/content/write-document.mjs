/** Share of documents that are in each state of draft and publish. */
const STATES = [
  { state: 'draft', upTo: 0.1 },
  { state: 'modified', upTo: 0.3 },
  { state: 'published', upTo: 1 },
];

/**
 * @typedef {object} Document
 * @property {string} documentId
 * @property {Record<string, {draft?: number, published?: number}>} rows row ids by locale ('' for types without locales)
 */

/**
 * Row id that a relation from (locale, status) to a document has, as the document service would choose it.
 *
 * @param {Document} document
 * @param {string} locale
 * @param {'draft' | 'published'} status
 * @returns {number | undefined} undefined if the document has no such version
 */
export function rowOf(document, locale, status) {
  return (document.rows[locale] ?? document.rows[''])?.[status];
}

/** The same for several documents; those without such a version are left out. */
export function rowsOf(documents, locale, status) {
  return documents.map((document) => rowOf(document, locale, status)).filter(Boolean);
}

/**
 * Writes a document in all its locales, as draft and as published version where the type has them.
 *
 * A `draft` document was never published, a `published` one is the same in both versions, a `modified` one has been
 * edited after it was published.
 *
 * @param {import('../open-site.mjs').Site} site
 * @param {ReturnType<import('../random.mjs').createRandom>} random
 * @param {object} document
 * @param {string} document.uid content type
 * @param {string[]} [document.locales] none for a type without locales
 * @param {(locale: string) => (status: 'draft' | 'published') => object} document.describe texts are made up once per locale, relations per version
 * @param {(data: object) => object} [document.edit] what changed since the publication of a `modified` document
 * @param {'draft' | 'modified' | 'published'} [document.state] chosen at random if not given
 * @returns {Promise<Document>}
 */
export async function writeDocument(site, random, document) {
  const { uid, locales = [''], describe, edit = (data) => data } = document;
  const hasDrafts = site.strapi.contentTypes[uid].options.draftAndPublish === true;
  const { documentId, ...creation } = site.stamp(uid);
  const dice = random.next();
  const state = document.state ?? STATES.find(({ upTo }) => dice < upTo).state;
  const rows = {};

  for (const locale of locales) {
    const system = { ...creation, documentId, locale: locale || null };
    const data = describe(locale);
    if (!hasDrafts) {
      const id = site.entries.writeEntry(uid, data('published'), system);
      rows[locale] = { draft: id, published: id };
      continue;
    }
    const publishedAt = new Date(creation.createdAt.getTime() + random.int(60, 86_400) * 1000);
    const editedAt = new Date(publishedAt.getTime() + random.int(3600, 864_000) * 1000);
    const draft = state === 'modified' ? edit(data('draft')) : data('draft');
    const updatedAt = state === 'modified' ? editedAt : creation.updatedAt;
    rows[locale] = {
      draft: site.entries.writeEntry(uid, draft, { ...system, updatedAt, publishedAt: null }),
    };
    if (state !== 'draft') {
      const version = { ...system, publishedAt };
      rows[locale].published = site.entries.writeEntry(uid, data('published'), version);
    }
  }
  await site.rows.settle();
  return { documentId, rows };
}
