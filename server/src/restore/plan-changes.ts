import type { Manifest } from '../archive/manifest';
import type { RestoreComponent, RestorePlan, TableChange } from '../contracts/restores';
import { quoteIdentifier } from '../database/identifiers';
import { SESSIONS_TABLE } from '../database/own-tables';
import type { Site } from '../site';
import { compareMedia } from './compare-media';
import type { WhatComesBack } from './plan-restore';

/** Counting the rows of what there is now stops after so long: a plan is waited for. */
const COUNTING_MS = 3_000;
const HISTORY = 20;

export type PlanChanges = Pick<RestorePlan, 'tableChanges' | 'mediaChanges' | 'expectedMs'>;

/**
 * What would be another after a restore than it is now, for people to look at before. Reads, and touches
 * nothing.
 *
 * @param file the archive
 */
export async function planChanges(
  site: Site,
  archive: { readonly file: string; readonly manifest: Manifest },
  { components, mode }: WhatComesBack,
  signal: AbortSignal,
): Promise<PlanChanges> {
  const { uploads } = site.media;
  return {
    // What is added is known when both are compared row by row: at the restore.
    tableChanges:
      components.includes('database') && mode === 'replace'
        ? await changesOfTables(site, archive.manifest)
        : null,
    mediaChanges: components.includes('media')
      ? await compareMedia({ ...archive, uploads, signal })
      : null,
    expectedMs: await expectedDuration(site, archive.manifest, components),
  };
}

async function changesOfTables(site: Site, manifest: Manifest): Promise<TableChange[]> {
  const { connection } = site;
  const live = new Set(await connection.tableNames());
  const deadline = Date.now() + COUNTING_MS;
  const changes: TableChange[] = [];
  for (const { name, rows, own } of manifest.tables) {
    if (own || name === SESSIONS_TABLE) continue;
    const now = !live.has(name)
      ? null
      : Date.now() > deadline
        ? undefined
        : await countRows(site, name);
    if (now !== undefined && now !== rows) changes.push({ name, now, backup: rows });
  }
  return changes;
}

async function countRows({ connection }: Site, table: string): Promise<number> {
  const name = quoteIdentifier(connection.kind, table);
  const [row] = await connection.all(`SELECT count(*) AS total FROM ${name}`);
  return Number(row?.total ?? 0);
}

/** As long as earlier restores of the same components took, by the amount of data. */
async function expectedDuration(
  site: Site,
  manifest: Manifest,
  components: readonly RestoreComponent[],
): Promise<number | null> {
  const earlier = await site.restores.find(
    { sql: `status = 'completed' AND duration_ms IS NOT NULL`, params: [] },
    'created_at DESC',
    HISTORY,
  );
  const paces: number[] = [];
  for (const { backupId, durationMs, components: restored } of earlier) {
    if (durationMs === null || backupId === null || !sameComponents(restored, components)) continue;
    const bytes = (await site.backups.get(backupId))?.uncompressedSize ?? 0;
    if (bytes > 0) paces.push(durationMs / bytes);
  }
  paces.sort((a, b) => a - b);
  const median = paces[Math.floor(paces.length / 2)];
  return median === undefined ? null : Math.round(median * manifest.entries.bytes);
}

function sameComponents(
  left: readonly RestoreComponent[],
  right: readonly RestoreComponent[],
): boolean {
  return left.length === right.length && left.every((each) => right.includes(each));
}
