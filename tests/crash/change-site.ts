import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Site } from '../support/site';
import type { Statement } from '../support/site-database';
import type { SeededRandom } from './seeded-random';

/** Names that a file system takes and a careless program does not. */
const NAMES = [
  'plain.txt',
  'with space.txt',
  'quote\'".txt',
  'ünï çödé.txt',
  'line\nbreak.txt',
  '-r.txt',
];
const TEXTS = [
  'plain',
  'it\'s "quoted"',
  'back\\slash',
  'Ünï 🎈',
  '',
  'line\nbreak',
  '; DROP TABLE tags; --',
];

/**
 * Changes some of everything, by chance: rows that go, come and change, files and folders too.
 *
 * @param mark a text that no earlier call was given
 */
export async function changeSite(site: Site, random: SeededRandom, mark: string): Promise<void> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)]!;
  const statements: readonly (() => Statement)[] = [
    () => [
      'UPDATE products SET name = ? WHERE id % 3 = ?',
      `${pick(TEXTS)} ${mark}`,
      pick([0, 1, 2]),
    ],
    () => [
      'UPDATE articles SET title = ? WHERE id % 2 = ?',
      `${pick(TEXTS)} ${mark}`,
      pick([0, 1]),
    ],
    () => [
      'INSERT INTO reviews (document_id, title, rating) VALUES (?, ?, ?)',
      `change${mark}`,
      pick(TEXTS),
      pick([1, 2, 3, 4, 5]),
    ],
    () => ['DELETE FROM reviews WHERE id % 5 = ?', pick([0, 1, 2, 3, 4])],
    // MySQL deletes nothing from a table that it reads, but for a copy.
    () => ['DELETE FROM tags WHERE id = (SELECT id FROM (SELECT MAX(id) AS id FROM tags) AS last)'],
    () => ['INSERT INTO tags (document_id, name) VALUES (?, ?)', `tag${mark}`, pick(TEXTS)],
  ];
  await site.database.transaction(random.sample(statements, 3).map((make) => make()));

  const { uploadsDir } = site;
  const visible = async () => (await readdir(uploadsDir)).filter((name) => !name.startsWith('.'));
  const acts: readonly (() => Promise<void>)[] = [
    () => writeFile(path.join(uploadsDir, `${mark} ${pick(NAMES)}`), pick(TEXTS)),
    async () => {
      const folder = path.join(uploadsDir, `folder ${mark}`, 'inside');
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, pick(NAMES)), mark);
    },
    async () => rm(path.join(uploadsDir, pick(await visible())), { recursive: true }),
    async () =>
      rename(path.join(uploadsDir, pick(await visible())), path.join(uploadsDir, `moved ${mark}`)),
    async () => {
      const files = (await visible()).filter((name) => name.endsWith('.jpg'));
      if (files.length > 0) await writeFile(path.join(uploadsDir, pick(files)), mark);
    },
  ];
  for (const act of random.sample(acts, 3)) await act();
}
