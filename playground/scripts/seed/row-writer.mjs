/** Placeholders in one statement: SQLite takes 32,766, PostgreSQL and MySQL 65,535. */
const MAX_PLACEHOLDERS = 30_000;
/** Below MySQL's default max_allowed_packet of 16 MB, whatever the escaping adds. */
const MAX_STATEMENT_CHARACTERS = 2_000_000;
const FLUSH_CHARACTERS = 8_000_000;
const FLUSH_ROWS = 40_000;

/**
 * Collects rows of several tables and writes them with multi-row INSERTs, one transaction per batch.
 * Rows of one batch are written in the order in which the tables were opened: open parents before children.
 *
 * @param {import('knex').Knex} knex
 */
export function createRowWriter(knex) {
  const tables = new Map();
  let characters = 0;
  let rows = 0;

  const flush = async () => {
    if (rows === 0) return;
    await knex.transaction(async (transaction) => {
      for (const table of tables.values()) {
        for (const batch of statements(table)) {
          await transaction.raw(insertStatement(knex, table, batch.length), batch.flat());
        }
        table.rows = [];
      }
    });
    characters = 0;
    rows = 0;
  };

  return {
    flush,

    /** Opens a table for `add`; doing it again changes nothing. */
    open(name, columns) {
      if (!tables.has(name)) tables.set(name, { name, columns, rows: [] });
    },

    /**
     * @param {string} name an opened table
     * @param {unknown[]} values in the order of its columns
     */
    add(name, values) {
      tables.get(name).rows.push(values);
      rows += 1;
      characters += length(values);
    },

    /** To be awaited between documents, so that memory stays flat however much is written. */
    async settle() {
      if (characters > FLUSH_CHARACTERS || rows > FLUSH_ROWS) await flush();
    },
  };
}

function length(values) {
  let total = 10 * values.length;
  for (const value of values) if (typeof value === 'string') total += value.length;
  return total;
}

function* statements(table) {
  const maxRows = Math.max(1, Math.floor(MAX_PLACEHOLDERS / table.columns.length));
  let batch = [];
  let size = 0;
  for (const row of table.rows) {
    batch.push(row);
    size += length(row);
    if (batch.length >= maxRows || size > MAX_STATEMENT_CHARACTERS) {
      yield batch;
      batch = [];
      size = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

function insertStatement(knex, table, rowCount) {
  const quote = (name) => knex.ref(name).toString();
  const row = `(${table.columns.map(() => '?').join(',')})`;
  const columns = table.columns.map(quote).join(',');
  return `INSERT INTO ${quote(table.name)} (${columns}) VALUES ${Array(rowCount).fill(row).join(',')}`;
}
