import type { Statistics } from '../contracts/statistics';
import type { DatabaseConnection, SqlRow } from '../database/connection';
import { RECORDS_TABLE, RESTORES_TABLE, SCHEDULES_TABLE } from '../database/own-tables';
import type { Site } from '../site';
import { diskSpace } from '../storage/disk-space';

const DAY_MS = 86_400_000;
const DAYS = 90;
/** As MySQL counts them. */
const DAYS_BEFORE_1970 = 719_528;

/** Totals, sizes and a series per day, computed in the database. */
export async function statistics(site: Site): Promise<Statistics> {
  const { connection } = site;
  const groups = await readGroups(connection);
  const completedGroups = groups.filter(({ status }) => status === 'completed');
  const countOf = (...statuses: string[]): number =>
    sum(groups.filter(({ status }) => statuses.includes(status)).map(({ count }) => count));
  const completed = countOf('completed');
  const failed = countOf('failed');
  const size = sum(completedGroups.map((group) => group.size));
  const duration = sum(completedGroups.map((group) => group.duration));
  const [restores] = await connection.all(
    `SELECT count(*) AS total,
      sum(CASE WHEN status = 'completed' THEN 1 ELSE 0 END) AS completed,
      sum(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) AS failed
     FROM ${RESTORES_TABLE}`,
  );
  const [next] = await connection.all(
    `SELECT min(next_run_at) AS next_run FROM ${SCHEDULES_TABLE} WHERE enabled = ?`,
    [1],
  );
  const read = (row: SqlRow | undefined, name: string) => Number(row?.[name] ?? 0);
  return {
    backups: {
      total: sum(groups.map(({ count }) => count)),
      completed,
      failed,
      cancelled: countOf('cancelled'),
      running: countOf('running', 'pending'),
      verified: sum(
        completedGroups
          .filter(({ verification }) => verification === 'verified')
          .map(({ count }) => count),
      ),
    },
    restores: {
      total: read(restores, 'total'),
      completed: read(restores, 'completed'),
      failed: read(restores, 'failed'),
    },
    size: {
      total: size,
      average: Math.round(size / Math.max(1, sum(completedGroups.map(({ sized }) => sized)))),
      largest: Math.max(0, ...completedGroups.map(({ largest }) => largest)),
    },
    duration: {
      average: Math.round(duration / Math.max(1, sum(completedGroups.map(({ timed }) => timed)))),
      longest: Math.max(0, ...completedGroups.map(({ longest }) => longest)),
    },
    successRate: completed + failed === 0 ? null : completed / (completed + failed),
    lastCompletedAt: moment(Math.max(0, ...completedGroups.map(({ last }) => last)) || undefined),
    nextRunAt: moment(next?.next_run),
    disk: freeSpace(site),
    perDay: await perDay(connection),
  };
}

/** The index of these columns has all of it, so that thousands of records cost little. */
async function readGroups(connection: DatabaseConnection) {
  const rows = await connection.all(
    `SELECT status, verification, count(*) AS records, count(size) AS sized, sum(size) AS size,
       max(size) AS largest, count(duration_ms) AS timed, sum(duration_ms) AS duration,
       max(duration_ms) AS longest, max(finished_at) AS last_end
     FROM ${RECORDS_TABLE} GROUP BY status, verification`,
  );
  return rows.map((row) => ({
    status: String(row.status),
    verification: String(row.verification),
    count: Number(row.records),
    sized: Number(row.sized),
    size: Number(row.size ?? 0),
    largest: Number(row.largest ?? 0),
    timed: Number(row.timed),
    duration: Number(row.duration ?? 0),
    longest: Number(row.longest ?? 0),
    last: Number(row.last_end ?? 0),
  }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function moment(milliseconds: SqlRow[string] | undefined): string | null {
  return milliseconds === null || milliseconds === undefined
    ? null
    : new Date(Number(milliseconds)).toISOString();
}

async function perDay(connection: DatabaseConnection): Promise<Statistics['perDay']> {
  const since = new Date(Date.now() - DAYS * DAY_MS);
  const isSqlite = connection.kind === 'sqlite';
  // A number is compared faster than a text.
  const day = isSqlite ? `created_at / ${String(DAY_MS)}` : 'TO_DAYS(created_at)';
  const rows = await connection.all(
    `SELECT ${day} AS day, status, count(*) AS records, sum(size) AS size, sum(duration_ms) AS duration
     FROM ${RECORDS_TABLE} WHERE created_at >= ? GROUP BY day, status ORDER BY day`,
    [since],
  );
  const days = new Map<string, Statistics['perDay'][number]>();
  for (const row of rows) {
    const name = dayOf(Number(row.day) - (isSqlite ? 0 : DAYS_BEFORE_1970));
    const entry = days.get(name) ?? { day: name, completed: 0, failed: 0, size: 0, durationMs: 0 };
    const count = Number(row.records);
    if (row.status === 'failed') entry.failed += count;
    if (row.status === 'completed') {
      entry.completed += count;
      entry.size += Number(row.size ?? 0);
      entry.durationMs += Number(row.duration ?? 0);
    }
    days.set(name, entry);
  }
  return [...days.values()];
}

/** @param days since 1970 */
function dayOf(days: number): string {
  return new Date(days * DAY_MS).toISOString().slice(0, 10);
}

function freeSpace(site: Site): Statistics['disk'] {
  try {
    const { free, total } = diskSpace(site.folder().root);
    return { free, total };
  } catch {
    // The folder's own error is shown where it stands in the way; the numbers are just absent.
    return null;
  }
}
