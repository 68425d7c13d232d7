import { setTimeout as wait } from 'node:timers/promises';

/** Two programs write straight to the database: one of them locks these in the opposite order. */
export const ACCOUNT_TABLES = ['bench_accounts_a', 'bench_accounts_z'];

const ROWS = 1_000;
const AMOUNT = 1_000;
const PER_SECOND = 10;

/** What all accounts have together, at any point in time. */
export const TOTAL = ACCOUNT_TABLES.length * ROWS * AMOUNT;

/**
 * @param {(sql: string) => Promise<unknown>} run
 */
export async function createAccounts(run) {
  const rows = Array.from({ length: ROWS }, (_, index) => `(${index + 1}, ${AMOUNT})`);
  for (const table of ACCOUNT_TABLES) {
    await run(`CREATE TABLE ${table} (id INT PRIMARY KEY, amount BIGINT NOT NULL)`);
    await run(`INSERT INTO ${table} VALUES ${rows.join(', ')}`);
    // A server that still takes the table for empty would scan it, and so lock all of its rows.
    await run(`ANALYZE TABLE ${table}`);
  }
}

/**
 * Two programs that move amounts between two tables, in opposite orders, at a fixed rate. Each has rows
 * of its own: what goes wrong does so because of the backup.
 *
 * @param {import('./server-account.mjs').ServerAccount} account
 * @returns {Promise<{ stop: () => Promise<import('../offer-load.mjs').Sample[]> }>}
 */
export async function startTransfers(account) {
  const [first = '', second = ''] = ACCOUNT_TABLES;
  const state = { going: true };
  const connections = await Promise.all([account.connect(), account.connect()]);
  const [one, other] = connections;
  const started = performance.now();
  const writers = [
    writer(state, started, one, { from: first, to: second, parity: 0 }),
    writer(state, started + 500 / PER_SECOND, other, { from: second, to: first, parity: 1 }),
  ];
  return {
    stop: async () => {
      state.going = false;
      const samples = (await Promise.all(writers)).flat();
      await Promise.all(connections.map((connection) => connection.end()));
      return samples;
    },
  };
}

async function writer(state, started, connection, { from, to, parity }) {
  /** @type {import('../offer-load.mjs').Sample[]} */
  const samples = [];
  for (let turn = 0; state.going; turn += 1) {
    const due = started + (turn * 1000) / PER_SECOND;
    const early = due - performance.now();
    if (early > 0) await wait(early);
    const id = ((2 * turn) % ROWS) + 1 + parity;
    const sentAt = performance.now();
    const status = await transfer(connection, { from, to, id });
    const answeredAt = performance.now();
    const waited = answeredAt - due;
    samples.push({ kind: 'transfer', waited, sentAt, answeredAt, status, sequence: -1 });
  }
  return samples;
}

/** @returns {Promise<number>} 200, or 0 when it failed */
async function transfer(connection, { from, to, id }) {
  try {
    await connection.query('START TRANSACTION');
    await connection.query(`UPDATE ${from} SET amount = amount - 1 WHERE id = ${id}`);
    await connection.query(`UPDATE ${to} SET amount = amount + 1 WHERE id = ${id}`);
    await connection.query('COMMIT');
    return 200;
  } catch (error) {
    console.error(`  A transfer failed: ${error.message}`);
    await connection.query('ROLLBACK').catch(() => undefined);
    return 0;
  }
}
