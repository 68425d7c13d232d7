import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Site } from '../support/site';

/**
 * Makes a site differ from what it was in every way that a restore has to put right: rows that are
 * gone, changed and new; files that are gone, changed and new, in a folder too.
 *
 * @param mark part of what is written: with a new one, the site gets a state that it never had before
 */
export async function damageSite(site: Site, mark: string): Promise<void> {
  damageDatabase(site, mark);
  await damageMedia(site, mark);
}

function damageDatabase(site: Site, mark: string): void {
  const database = new Database(site.databaseFile, { timeout: 10_000 });
  try {
    database.pragma('foreign_keys = ON');
    database.transaction(() => {
      database.prepare('DELETE FROM tags WHERE id IN (SELECT id FROM tags LIMIT 1)').run();
      database.prepare('UPDATE products SET name = ?').run(mark);
      database.prepare('UPDATE articles SET title = ?').run(mark);
      database
        .prepare(`INSERT INTO reviews (document_id, title, rating) VALUES (?, ?, 1)`)
        .run(`damage${mark}`, `Damage ${mark}`);
    })();
  } finally {
    database.close();
  }
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
