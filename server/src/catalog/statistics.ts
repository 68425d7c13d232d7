import type { Statistics } from '../contracts/statistics';
import type { DatabaseConnection, SqlRow } from '../database/connection';
import { RECORDS_TABLE, RESTORES_TABLE, SCHEDULES_TABLE } from '../database/own-tables';
import type { Site } from '../site';
import { diskSpace } from '../storage/disk-space';
import type { RecordGroup } from './record-groups';

const DAY_MS = 86_400_000;
const DAYS = 90;

/** Totals, sizes and a series per day, computed in the database. */
export async function statistics(site: Site): Promise<Statistics> {
  const { connection } = site;
  const groups = await site.recordGroups.read();
  const completed = groups.filter(({ status }) => status === 'completed');
  const countOf = (...statuses: string[]): number =>
    total(
      groups.filter(({ status }) => statuses.includes(status)),
      'count',
    );
  const good = total(completed, 'count');
  const failed = countOf('failed');
  return {
    backups: {
      total: total(groups, 'count'),
      completed: good,
      failed,
      cancelled: countOf('cancelled'),
      running: countOf('running', 'pending'),
      verified: total(
        completed.filter(({ verification }) => verification === 'verified'),
        'count',
      ),
    },
    restores: await restoreTotals(connection),
    size: {
      total: total(completed, 'size'),
      average: Math.round(total(completed, 'size') / Math.max(1, total(completed, 'sized'))),
      largest: completed.reduce((most, { largest }) => Math.max(most, largest), 0),
    },
    duration: {
      average: Math.round(total(completed, 'duration') / Math.max(1, total(completed, 'timed'))),
      longest: completed.reduce((most, { longest }) => Math.max(most, longest), 0),
    },
    successRate: good + failed === 0 ? null : good / (good + failed),
    lastCompletedAt: await lastCompletedAt(connection),
    nextRunAt: await nextRunAt(connection),
    disk: freeSpace(site),
    perDay: perDay(groups),
  };
}

function total(
  groups: readonly RecordGroup[],
  what: 'count' | 'size' | 'sized' | 'duration' | 'timed',
): number {
  return groups.reduce((sum, group) => sum + group[what], 0);
}

function perDay(groups: readonly RecordGroup[]): Statistics['perDay'] {
  const since = Date.now() / DAY_MS - DAYS;
  const days = new Map<number, Statistics['perDay'][number]>();
  for (const { day, status, count, size, duration } of groups) {
    if (day < since) continue;
    const name = new Date(day * DAY_MS).toISOString().slice(0, 10);
    const entry = days.get(day) ?? { day: name, completed: 0, failed: 0, size: 0, durationMs: 0 };
    days.set(day, entry);
    if (status === 'failed') entry.failed += count;
    if (status !== 'completed') continue;
    entry.completed += count;
    entry.size += size;
    entry.durationMs += duration;
  }
  return [...days.values()];
}

async function restoreTotals(connection: DatabaseConnection): Promise<Statistics['restores']> {
  const rows = await connection.all(
    `SELECT status, count(*) AS records FROM ${RESTORES_TABLE} GROUP BY status`,
  );
  const counts = new Map(rows.map((row) => [row.status, Number(row.records)]));
  return {
    total: [...counts.values()].reduce((sum, count) => sum + count, 0),
    completed: counts.get('completed') ?? 0,
    failed: counts.get('failed') ?? 0,
  };
}

async function lastCompletedAt(connection: DatabaseConnection): Promise<string | null> {
  const [row] = await connection.all(
    `SELECT finished_at FROM ${RECORDS_TABLE} WHERE status = 'completed' ORDER BY created_at DESC LIMIT 1`,
  );
  return moment(row?.finished_at);
}

async function nextRunAt(connection: DatabaseConnection): Promise<string | null> {
  const [row] = await connection.all(
    `SELECT min(next_run_at) AS next_run FROM ${SCHEDULES_TABLE} WHERE enabled = ?`,
    [1],
  );
  return moment(row?.next_run);
}

function moment(milliseconds: SqlRow[string] | undefined): string | null {
  return milliseconds === null || milliseconds === undefined
    ? null
    : new Date(Number(milliseconds)).toISOString();
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
