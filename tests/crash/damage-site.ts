import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Site } from '../support/site';

/**
 * Makes a site differ from what it was in every way that a restore has to put right: rows that are
 * gone, changed and new; files that are gone, changed and new, in a folder too.
 *
 * @param mark part of what is written: with a new one, the site gets a state that it never had before
 */
export async function damageSite(site: Site, mark: string): Promise<void> {
  await damageDatabase(site, mark);
  await damageMedia(site, mark);
}

function damageDatabase({ database }: Site, mark: string): Promise<void> {
  return database.transaction([
    // MySQL deletes nothing from a table that it reads, but for a copy.
    ['DELETE FROM tags WHERE id = (SELECT id FROM (SELECT MIN(id) AS id FROM tags) AS first)'],
    ['UPDATE products SET name = ?', mark],
    ['UPDATE articles SET title = ?', mark],
    [
      'INSERT INTO reviews (document_id, title, rating) VALUES (?, ?, 1)',
      `damage${mark}`,
      `Damage ${mark}`,
    ],
  ]);
}

async function damageMedia(site: Site, mark: string): Promise<void> {
  const { uploadsDir } = site;
  const images = (await readdir(uploadsDir)).filter((name) => name.endsWith('.jpg')).sort();
  const [first = '', second = '', third = ''] = images;
  await rm(path.join(uploadsDir, first));
  await writeFile(path.join(uploadsDir, second), mark);
  await appendFile(path.join(uploadsDir, third), mark);
  await writeFile(path.join(uploadsDir, `aa-${mark}.txt`), mark);
  const folder = path.join(uploadsDir, `folder-${mark}`);
  await mkdir(folder);
  await writeFile(path.join(folder, 'inside.txt'), mark);
}
