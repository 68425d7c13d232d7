import { adminClient } from '../support/admin-client';
import type { RunningServer } from '../support/server';

/**
 * Writes an entry as a visitor, and reads it back: the gates are open and the content API works.
 *
 * @throws with the answer, when it is another
 */
export async function siteAnswers(server: RunningServer, title: string): Promise<void> {
  const visitor = adminClient(server, null);
  const body = { data: { title, rating: 3 } };
  const written = await visitor.request('POST', '/api/reviews', { body });
  if (written.status !== 201) {
    throw new Error(`No entry: ${written.status} ${JSON.stringify(written.body)}`);
  }
  const query = `filters[title][$eq]=${encodeURIComponent(title)}`;
  const read = await visitor.request('GET', `/api/reviews?${query}`);
  const text = JSON.stringify(read.body);
  if (read.status !== 200 || !text.includes(title)) throw new Error(`${read.status} ${text}`);
}
