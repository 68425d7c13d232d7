import type { Connection } from 'mysql2/promise';
import type { MysqlSettings } from '../../server/src/database/settings';
import { seededRandom } from '../crash/seeded-random';
import { tell } from '../crash/tell';
import { openTest } from '../mysql/database-servers';
import { MB } from './print-numbers';

/** What `fillLargeTables` makes; beside those of Strapi, which has none of these names. */
export const LARGE_TABLES = ['guide_pages', 'guide_pages_tags_lnk', 'guide_tags'] as const;

/** As much as fits into one packet of a MariaDB that nobody has configured (16 MiB). */
export const LARGEST_ROW = 16_000_000;

/** Its length is a divisor of that. */
const PASTED = '<p>Somebody has pasted the whole book in here</p> ';
const FIRST_PAGES = 256;
/** So much is written at once: a transaction of gigabytes would measure the server's undo log. */
const BATCH_BYTES = 64 * MB;
const TAGS = 40;
const LINKS_EACH = 3;
const COLUMNS = 'title, slug, content, blocks, rating, published_at, locale';

/**
 * Tables as Strapi makes them, filled by the server itself: long rich text, JSON, rows of links, and one
 * row of 16 MB.
 *
 * @param site an empty schema
 * @param bytes of content, about
 */
export async function fillLargeTables(site: MysqlSettings, bytes: number): Promise<void> {
  const connection = await openTest(site);
  try {
    // As large as the content, and of no use here; MariaDB has none by itself.
    await connection.query('SET SESSION sql_log_bin = 0');
    for (const statement of DEFINITIONS) await connection.query(statement);
    await insertFirstPages(connection);
    await copyPages(connection, bytes);
    await connection.query(
      `INSERT INTO guide_pages (document_id, title, content, blocks) VALUES ('largest', 'The largest', REPEAT('${PASTED}', ${LARGEST_ROW / PASTED.length}), '[]')`,
    );
    await connection.query(
      `INSERT INTO guide_pages_tags_lnk (page_id, tag_id, page_ord, tag_ord)
       SELECT p.id, 1 + (p.id + t.id) % ${TAGS}, t.id, 1 FROM guide_pages p JOIN guide_tags t ON t.id <= ${LINKS_EACH}`,
    );
  } finally {
    await connection.end();
  }
}

const DEFINITIONS = [
  `CREATE TABLE guide_pages (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, document_id VARCHAR(255), title VARCHAR(255), slug VARCHAR(255),
    content LONGTEXT, blocks JSON, rating DECIMAL(10, 2), published_at DATETIME(6), locale VARCHAR(255),
    KEY guide_pages_documents_idx (document_id, locale, published_at))`,
  `CREATE TABLE guide_tags (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, name VARCHAR(255))`,
  `CREATE TABLE guide_pages_tags_lnk (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, page_id INT UNSIGNED, tag_id INT UNSIGNED, page_ord DOUBLE UNSIGNED, tag_ord DOUBLE UNSIGNED,
    UNIQUE KEY guide_pages_tags_lnk_uq (page_id, tag_id), KEY guide_pages_tags_lnk_ifk (tag_id),
    CONSTRAINT guide_pages_tags_lnk_fk FOREIGN KEY (page_id) REFERENCES guide_pages (id) ON DELETE CASCADE,
    CONSTRAINT guide_pages_tags_lnk_ifk FOREIGN KEY (tag_id) REFERENCES guide_tags (id) ON DELETE CASCADE)`,
  `INSERT INTO guide_tags (name) VALUES ${Array.from({ length: TAGS }, (_, n) => `('tag ${n}')`).join(', ')}`,
];

async function insertFirstPages(connection: Connection): Promise<void> {
  const random = seededRandom(20);
  const pick = (count: number): number => Math.floor(random.next() * count);
  const words = Array.from({ length: 4_000 }, () => {
    const letters = Array.from({ length: 2 + pick(9) }, () => LETTERS[pick(LETTERS.length)]);
    return letters.join('');
  });
  const text = (count: number): string =>
    Array.from({ length: count }, () => words[pick(words.length)]).join(' ');
  for (let n = 0; n < FIRST_PAGES; n += 1) {
    const paragraphs = Array.from(
      { length: 4 + pick(24) },
      () => `<p class="it's">${text(60)}</p>`,
    );
    const blocks = [{ type: 'paragraph', children: [{ type: 'text', text: text(120) }] }];
    await connection.query(
      `INSERT INTO guide_pages (document_id, ${COLUMNS}) VALUES (SHA2(?, 256), ?, ?, ?, ?, ?, '2026-01-01 12:00:00.123456', 'en')`,
      [n, text(6), `page-${n}`, paragraphs.join('\n'), JSON.stringify(blocks), pick(500) / 100],
    );
  }
}

const LETTERS = Array.from('eeeeaaaioouunnnrrrssstttlldmcpgbhfvkwäéçß😀');

/** Doubles them up to a batch, and then copies that batch. */
async function copyPages(connection: Connection, bytes: number): Promise<void> {
  const first = await sizeOfPages(connection);
  let size = first;
  let batch = { bytes: first, last: await lastPage(connection) };
  let told = 0;
  for (let copy = 1; size < bytes; copy += 1) {
    await connection.query(
      `INSERT INTO guide_pages (document_id, ${COLUMNS}) SELECT SHA2(CONCAT(id, '-', ${copy}), 256), ${COLUMNS} FROM guide_pages WHERE id <= ${batch.last}`,
    );
    size += batch.bytes;
    if (batch.bytes < BATCH_BYTES) batch = { bytes: size, last: await lastPage(connection) };
    if (size - told > 512 * MB) {
      told = size;
      tell(`filling: ${(size / MB).toFixed(0)} MB`);
    }
  }
}

async function sizeOfPages(connection: Connection): Promise<number> {
  return numberOf(connection, 'SELECT SUM(LENGTH(content) + LENGTH(blocks)) FROM guide_pages');
}

async function lastPage(connection: Connection): Promise<number> {
  return numberOf(connection, 'SELECT MAX(id) FROM guide_pages');
}

async function numberOf(connection: Connection, sql: string): Promise<number> {
  const [rows] = await connection.query({ sql, rowsAsArray: true });
  return Number((rows as unknown[][])[0]?.[0]);
}
