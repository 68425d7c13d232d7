import Database from 'better-sqlite3';
import mysql from 'mysql2/promise';

const ROWS_AT_ONCE = 500;
const MINUTE_MS = 60_000;
const COLUMNS = [
  ...[
    'document_id',
    'name',
    'type',
    'status',
    'origin',
    'file_name',
    'copies',
    'size',
    'duration_ms',
  ],
  ...[
    'sha_256',
    'compression',
    'compression_level',
    'encrypted',
    'counts',
    'warnings',
    'exclude_logs',
  ],
  ...['pinned', 'note', 'verification', 'created_at', 'started_at', 'finished_at', 'published_at'],
  ...['progress', 'bytes_done', 'bytes_total', 'uncompressed_size'],
];
const TYPES = ['full', 'database', 'media'];
const COUNTS = JSON.stringify({
  ...{ tables: 60, rows: 5000, mediaFiles: 1000, mediaBytes: 1e9, missingMedia: 0, adminUsers: 3 },
  entries: Object.fromEntries(
    Array.from({ length: 20 }, (_, n) => [`api::type-${n}.type-${n}`, n]),
  ),
});

/**
 * Makes the catalog of a site as long as asked: records as years of backups leave them, one each ten minutes into the
 * past. Removes those of before.
 *
 * @param {Record<string, string>} variables Strapi's, of its database
 * @param {number} count
 */
export async function fillCatalog(variables, count) {
  const open = variables.DATABASE_CLIENT === 'sqlite' ? openSqlite : openServer;
  const { run, end } = await open(variables);
  await run('DELETE FROM backup_vault_records', []);
  for (let first = 0; first < count; first += ROWS_AT_ONCE) {
    const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, count - first) }, (_, n) =>
      record(first + n, variables.DATABASE_CLIENT),
    );
    const row = `(${COLUMNS.map(() => '?').join(', ')})`;
    await run(
      `INSERT INTO backup_vault_records (${COLUMNS.join(', ')}) VALUES ${rows.map(() => row).join(', ')}`,
      rows.flat(),
    );
  }
  await end();
}

/**
 * Values in the order of COLUMNS.
 *
 * @param {number} n
 * @param {string | undefined} client
 */
function record(n, client) {
  const at = Date.now() - n * 10 * MINUTE_MS;
  const moment = client === 'sqlite' ? at : new Date(at);
  const failed = n % 20 === 7;
  const id = n.toString(36).padStart(24, 'a');
  const fileName = failed ? null : `nightly-${id}.tar.gz`;
  const copies = failed ? [] : [{ storage: 'local', key: fileName, status: 'present' }];
  return [
    ...[id, `Nightly ${n}`, TYPES[n % 3], failed ? 'failed' : 'completed', 'schedule', fileName],
    ...[
      JSON.stringify(copies),
      failed ? null : 1e9 + n,
      60_000 + n,
      failed ? null : 'f'.repeat(64),
    ],
    ...['gzip', 6, 0, COUNTS, '[]', 0, 0, n % 50 === 0 ? `Note ${n}` : null],
    ...[failed ? 'unverified' : 'verified', moment, moment, moment, moment],
    ...[100, 0, 0, failed ? null : 2e9],
  ];
}

/** @param {Record<string, string>} variables */
async function openSqlite(variables) {
  const database = new Database(variables['DATABASE_FILENAME'] ?? '');
  return {
    run: async (sql, values) => void database.prepare(sql).run(...values),
    end: async () => void database.close(),
  };
}

/** @param {Record<string, string>} variables */
async function openServer(variables) {
  const connection = await mysql.createConnection({
    host: variables['DATABASE_HOST'] ?? '',
    port: Number(variables['DATABASE_PORT']),
    user: variables['DATABASE_USERNAME'] ?? '',
    password: variables['DATABASE_PASSWORD'] ?? '',
    database: variables['DATABASE_NAME'] ?? '',
  });
  return {
    run: async (sql, values) => void (await connection.query(sql, values)),
    end: () => connection.end(),
  };
}
