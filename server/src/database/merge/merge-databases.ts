import type { MergeSummary } from '../../contracts/restores';
import type { ReportProgress } from '../../progress';
import { copyPairs } from './copy-pairs';
import { copyRows } from './copy-rows';
import { followComponents } from './follow-components';
import { matchRows } from './match-rows';
import { count, type MergeDatabase } from './merge-database';
import type { MergeModel, MergeType } from './merge-model';
import { MergeReport } from './merge-report';
import { numberRows } from './number-rows';
import { FOLDER, folderColumns, placeFolders } from './place-folders';
import { refuseTaken } from './refuse-taken';
import { createRowMap, type RowMap } from './row-map';

/** A type that the site has no table for; what refers to it is told with the pairs. */
async function reportMissing(
  database: MergeDatabase,
  type: MergeType,
  report: MergeReport,
): Promise<void> {
  const there = database.there(type.table);
  if (there === null || type.kind === 'reference') return;
  report.conflict('TYPE_NOT_MERGED', type.uid, await count(database, there));
}

/**
 * Brings what the site lacks out of a backup: documents that are missing, in the locales and states that are
 * missing, with their components and relations. What the site has stays as it is, row by row.
 *
 * Everything is done by statements inside the database, so the size of a site does not matter here.
 *
 * @returns what was added, and every conflict
 */
export async function mergeDatabases(
  database: MergeDatabase,
  model: MergeModel,
  options: { readonly signal: AbortSignal; readonly report: ReportProgress },
): Promise<MergeSummary> {
  const report = new MergeReport();
  const maps = new Map<string, RowMap>();
  const steps = model.types.length * 2 + model.joins.length;
  let done = 0;
  const step = (item: string): void => {
    options.signal.throwIfAborted();
    options.report({ done, total: steps, item });
    done += 1;
  };

  for (const type of model.types) {
    step(type.table);
    const rowMap = await createRowMap(database, type);
    if (rowMap === null) {
      await reportMissing(database, type, report);
      continue;
    }
    maps.set(type.uid, rowMap);
    if (type.kind === 'component') continue;
    await matchRows(database, rowMap, report);
    if (type.kind === 'document') await refuseTaken(database, rowMap, report);
  }
  await followComponents(database, model, maps);

  const added = new Map<string, number>();
  for (const rowMap of maps.values()) {
    added.set(rowMap.type.uid, await numberRows(database, rowMap, model.joins));
  }
  for (const [uid, rowMap] of maps) {
    step(rowMap.type.table);
    const rows = added.get(uid) ?? 0;
    if (rows === 0) continue;
    const filled = uid === FOLDER ? await folderColumns(database, rowMap) : undefined;
    await copyRows(database, rowMap, maps, filled);
    if (rowMap.type.kind === 'document') report.add(uid, rows);
  }
  for (const join of model.joins) {
    step(join.table);
    await copyPairs(database, join, maps, report);
  }
  await placeFolders(database, model, maps);
  return report.summary;
}
