import type { Site } from '../support/site';
import { leftovers } from './leftovers';
import { lostRows, ownRows, type OwnRows } from './own-rows';

/**
 * Expects what has nothing to do with how a job ended: the plugin's own rows are still there, the
 * database is sound, and no file is left over or missing.
 *
 * @param before the plugin's rows when the job began
 * @param changed ids of rows that the job had to change
 */
export async function expectOrder(
  site: Site,
  before: OwnRows,
  changed: readonly string[] = [],
): Promise<void> {
  expect({
    lostRows: lostRows(before, await ownRows(site), changed),
    databaseFaults: await site.database.faults(),
    leftovers: await leftovers(site),
  }).toEqual({ lostRows: [], databaseFaults: [], leftovers: [] });
}
