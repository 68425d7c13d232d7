import { setTimeout as wait } from 'node:timers/promises';
import type { DatabaseConnection } from '../database/connection';
import { nowExpression } from '../database/connection';
import { INSTANCES_TABLE } from '../database/own-tables';
import { BackupError } from '../errors';
import type { GateKeeper } from '../site';
import { readActiveJournal, type Gate } from './journal';

interface GateTimes {
  readonly heartbeatMs: number;
  readonly expiryMs: number;
  readonly drainMs: number;
}

const POLL_MS = 50;

/**
 * The gate of one process: what it lets through, how many changes are on their way, and what it
 * tells the other instances through the database.
 */
export class InstanceGate implements GateKeeper {
  readonly #connection: DatabaseConnection;
  readonly #instance: string;
  readonly #times: GateTimes;
  #gate: Gate = 'open';
  /** Whether a job of this process sets the gate; then the database knows it later than we do. */
  #own = false;
  #journalId: string | null = null;
  #inFlight = new Set<symbol>();
  #timer: NodeJS.Timeout | null = null;

  constructor(connection: DatabaseConnection, instance: string, times: GateTimes) {
    this.#connection = connection;
    this.#instance = instance;
    this.#times = times;
  }

  get current(): Gate {
    return this.#gate;
  }

  set(gate: Gate): void {
    this.#gate = gate;
    this.#own = gate !== 'open';
  }

  async forget(): Promise<void> {
    this.#own = false;
    await this.refresh();
  }

  /**
   * Counts a change while it is on its way.
   *
   * @returns call it when the change is answered
   */
  enter(): () => void {
    const mark = Symbol('change');
    this.#inFlight.add(mark);
    return () => {
      this.#inFlight.delete(mark);
    };
  }

  /** Reads the gate from the database: another instance may have closed it. */
  async refresh(): Promise<Gate> {
    if (this.#own) return this.#gate;
    try {
      const journal = await readActiveJournal(this.#connection);
      // A job of this process may have set the gate meanwhile.
      if (this.#readOwn()) return this.#gate;
      this.#journalId = journal?.id ?? null;
      this.#gate = journal?.gate ?? 'open';
    } catch (error) {
      // Locked for that long while a restore is under way means that its swap is writing.
      if (!(error instanceof BackupError) || error.code !== 'DATABASE_LOCKED') throw error;
      if (this.#gate !== 'open') this.#gate = 'closed';
    }
    return this.#gate;
  }

  /** Tells the others that this instance lives, and which gate it has seen with nothing in flight. */
  async report(): Promise<void> {
    const seen = this.#gate !== 'open' && this.#inFlight.size === 0 ? this.#journalId : null;
    const now = nowExpression(this.#connection.kind);
    const changed = await this.#connection.run(
      `UPDATE ${INSTANCES_TABLE} SET gate_seen = ?, seen_at = ${now} WHERE id = ?`,
      [seen, this.#instance],
    );
    if (changed === 0) {
      await this.#connection.run(
        `INSERT INTO ${INSTANCES_TABLE} (id, gate_seen, seen_at) VALUES (?, ?, ${now})`,
        [this.#instance, seen],
      );
    }
  }

  /** Begins to look and report regularly. */
  start(onError: (error: unknown) => void): void {
    let busy = false;
    this.#timer = setInterval(() => {
      // During our own swap the database is locked, and there is nothing new in it.
      if (busy || (this.#own && this.#gate === 'closed')) return;
      busy = true;
      this.refresh()
        .then(() => this.report())
        .catch(onError)
        .finally(() => {
          busy = false;
        });
    }, this.#times.heartbeatMs);
    this.#timer.unref();
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#connection.run(`DELETE FROM ${INSTANCES_TABLE} WHERE id = ?`, [this.#instance]);
  }

  async drain(journalId: string, signal: AbortSignal): Promise<void> {
    this.#journalId = journalId;
    const deadline = Date.now() + this.#times.drainMs;
    for (;;) {
      signal.throwIfAborted();
      await this.report();
      const others = await this.#othersWithout(journalId);
      if (this.#inFlight.size === 0 && others === 0) return;
      if (Date.now() >= deadline) {
        throw new BackupError(
          'GATE_NOT_DRAINED',
          'Requests that change the site did not end in time, so the restore was stopped before it began. Try again in a quieter moment.',
        );
      }
      await wait(POLL_MS);
    }
  }

  #readOwn(): boolean {
    return this.#own;
  }

  async #othersWithout(journalId: string): Promise<number> {
    const now = nowExpression(this.#connection.kind);
    const [row] = await this.#connection.all(
      `SELECT count(*) AS others FROM ${INSTANCES_TABLE}
       WHERE id <> ? AND seen_at > ${now} - ? AND (gate_seen IS NULL OR gate_seen <> ?)`,
      [this.#instance, this.#times.expiryMs, journalId],
    );
    return Number(row?.others ?? 0);
  }
}
