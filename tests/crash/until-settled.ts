import { setTimeout as wait } from 'node:timers/promises';
import {
  JOURNAL_TABLE,
  LEASES_TABLE,
  RECORDS_TABLE,
  RESTORES_TABLE,
} from '../../server/src/database/own-tables';
import type { Site } from '../support/site';

const DEADLINE_MS = 60_000;
const LOOK_AGAIN_MS = 50;

/** What is still under way on a site; one row for each thing. */
const UNSETTLED = `
  SELECT 'lease of ' || holder AS what FROM ${LEASES_TABLE} WHERE holder IS NOT NULL
  UNION ALL SELECT 'journal ' || state FROM ${JOURNAL_TABLE} WHERE state IN ('prepared', 'swapped')
  UNION ALL SELECT 'backup ' || status FROM ${RECORDS_TABLE} WHERE status IN ('pending', 'running')
  UNION ALL SELECT 'restore ' || status FROM ${RESTORES_TABLE} WHERE status IN ('pending', 'running')`;

/**
 * Waits until a site is at rest: no job, no unfinished record, nobody holds the lease. Looks into the
 * database itself, since a gate may keep every request out.
 *
 * @throws after a minute, with what is still under way
 */
export async function untilSettled(site: Site): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const left = await unsettled(site);
    if (left.length === 0) return;
    if (Date.now() > deadline) throw new Error(`Not at rest: ${left.join(', ')}`);
    await wait(LOOK_AGAIN_MS);
  }
}

async function unsettled({ database }: Site): Promise<string[]> {
  return (await database.query(UNSETTLED)).map(({ what }) => String(what));
}
