import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { liveLine } from './live-line.mjs';

const ARTICLES = 50;
const CONTENT = '/content-manager/collection-types/api::article.article';

/**
 * Does what makes people need a backup: deletes articles in all languages, as somebody does it in the
 * content manager, overwrites one picture on the disk and removes another.
 *
 * @param {ReturnType<import('./api-client.mjs').apiClient>} api
 * @param {import('./sites/demo-site.mjs').DemoSite} site
 * @returns {Promise<{ articles: number, overwritten: string, removed: string }>} what was done
 * @throws {Error} when there is nothing to damage
 */
export async function damageSite(api, { uploads, startOver }) {
  const { results } = await api.request('GET', `${CONTENT}?page=1&pageSize=${ARTICLES}`);
  const pictures = (await readdir(uploads)).filter((name) => /\.(jpe?g|png)$/.test(name)).sort();
  const [overwritten, removed] = [pictures[0], pictures.at(-1)];
  if (results.length === 0 || !overwritten || !removed || overwritten === removed) {
    throw new Error(`The playground has no articles or pictures left to damage. ${startOver}`);
  }

  const line = liveLine();
  try {
    for (const [n, { documentId }] of results.entries()) {
      line.update('Deleting articles', (100 * n) / results.length);
      await api.request('DELETE', `${CONTENT}/${documentId}?locale=*`);
    }
  } finally {
    line.end();
  }
  await writeFile(path.join(uploads, overwritten), `Overwritten at ${new Date().toISOString()}`);
  await rm(path.join(uploads, removed));
  return { articles: results.length, overwritten, removed };
}
