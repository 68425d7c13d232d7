import type { Statistics } from '../contracts/statistics';
import type { DatabaseConnection, SqlRow } from '../database/connection';
import { RECORDS_TABLE, RESTORES_TABLE, SCHEDULES_TABLE } from '../database/own-tables';
import type { Site } from '../site';
import { diskSpace } from '../storage/disk-space';

const DAY_MS = 86_400_000;
const DAYS = 90;

/** Totals, sizes and a series per day, computed in the database. */
export async function statistics(site: Site): Promise<Statistics> {
  const { connection } = site;
  const [totals] = await connection.all(
    `SELECT count(*) AS total,
      sum(CASE WHEN status = 'completed' THEN 1 ELSE 0 END) AS completed,
      sum(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) AS failed,
      sum(CASE WHEN status = 'cancelled' THEN 1 ELSE 0 END) AS cancelled,
      sum(CASE WHEN status IN ('running', 'pending') THEN 1 ELSE 0 END) AS running,
      sum(CASE WHEN status = 'completed' AND verification = 'verified' THEN 1 ELSE 0 END) AS verified,
      sum(CASE WHEN status = 'completed' THEN size END) AS size_total,
      avg(CASE WHEN status = 'completed' THEN size END) AS size_average,
      max(CASE WHEN status = 'completed' THEN size END) AS size_largest,
      avg(CASE WHEN status = 'completed' THEN duration_ms END) AS duration_average,
      max(CASE WHEN status = 'completed' THEN duration_ms END) AS duration_longest,
      max(CASE WHEN status = 'completed' THEN finished_at END) AS last_completed
     FROM ${RECORDS_TABLE}`,
  );
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
  const completed = read(totals, 'completed');
  const failed = read(totals, 'failed');
  return {
    backups: {
      total: read(totals, 'total'),
      completed,
      failed,
      cancelled: read(totals, 'cancelled'),
      running: read(totals, 'running'),
      verified: read(totals, 'verified'),
    },
    restores: {
      total: read(restores, 'total'),
      completed: read(restores, 'completed'),
      failed: read(restores, 'failed'),
    },
    size: {
      total: read(totals, 'size_total'),
      average: Math.round(read(totals, 'size_average')),
      largest: read(totals, 'size_largest'),
    },
    duration: {
      average: Math.round(read(totals, 'duration_average')),
      longest: read(totals, 'duration_longest'),
    },
    successRate: completed + failed === 0 ? null : completed / (completed + failed),
    lastCompletedAt: moment(totals?.last_completed),
    nextRunAt: moment(next?.next_run),
    disk: freeSpace(site),
    perDay: await perDay(connection),
  };
}

function moment(milliseconds: SqlRow[string] | undefined): string | null {
  return milliseconds === null || milliseconds === undefined
    ? null
    : new Date(Number(milliseconds)).toISOString();
}

async function perDay(connection: DatabaseConnection): Promise<Statistics['perDay']> {
  const since = new Date(Date.now() - DAYS * DAY_MS);
  const day =
    connection.kind === 'sqlite'
      ? `strftime('%Y-%m-%d', created_at / 1000, 'unixepoch')`
      : `DATE_FORMAT(created_at, '%Y-%m-%d')`;
  const rows = await connection.all(
    `SELECT ${day} AS day,
      sum(CASE WHEN status = 'completed' THEN 1 ELSE 0 END) AS completed,
      sum(CASE WHEN status = 'failed' THEN 1 ELSE 0 END) AS failed,
      sum(CASE WHEN status = 'completed' THEN size ELSE 0 END) AS size,
      sum(CASE WHEN status = 'completed' THEN duration_ms ELSE 0 END) AS duration_ms
     FROM ${RECORDS_TABLE} WHERE created_at >= ? GROUP BY day ORDER BY day`,
    [since],
  );
  return rows.map((row) => ({
    day: String(row.day),
    completed: Number(row.completed),
    failed: Number(row.failed),
    size: Number(row.size ?? 0),
    durationMs: Number(row.duration_ms ?? 0),
  }));
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
