import type { Manifest } from '../archive/manifest';
import type { PlanCheck } from '../contracts/restores';
import { isOwnTable } from '../database/own-tables';
import type { StrapiTable } from '../site';

/** Named in full up to here; a site that differs in more has other troubles than their names. */
const NAMED = 12;

/**
 * Compares the tables of a backup with those of the code that runs here. At its next start Strapi drops,
 * with their rows, tables and columns that it once made and that its code no longer has; what the backup
 * lacks it makes anew, empty.
 *
 * @param incoming tables of the backup; those that Strapi had made have `columns`
 * @param here what the running code has
 */
export function checkStructure(
  incoming: Manifest['tables'],
  here: readonly StrapiTable[],
): PlanCheck[] {
  const known = new Map(here.map(({ name, columns }) => [name, new Set(columns)]));
  const dropped: string[] = [];
  const absent: string[] = [];
  const present = new Map(incoming.map((table) => [table.name, table]));
  for (const { name, columns, own } of incoming) {
    if (own || columns === undefined) continue;
    const code = known.get(name);
    if (code === undefined) dropped.push(name);
    else
      dropped.push(...columns.filter((each) => !code.has(each)).map((each) => `${name}.${each}`));
  }
  for (const { name, columns } of here) {
    if (isOwnTable(name)) continue;
    const there = present.get(name);
    if (there === undefined) absent.push(name);
    else if (there.columns !== undefined) {
      const had = new Set(there.columns);
      absent.push(...columns.filter((each) => !had.has(each)).map((each) => `${name}.${each}`));
    }
  }
  const checks: PlanCheck[] = [];
  if (dropped.length > 0) {
    checks.push({
      code: 'STRUCTURE_DROPPED',
      level: 'red',
      message: `The code that runs here does not know these tables or columns of the backup, so Strapi would drop them with their content at its next start: ${listed(dropped)}. Deploy the code that the backup was made with, then restore.`,
    });
  }
  if (absent.length > 0) {
    checks.push({
      code: 'STRUCTURE',
      level: 'amber',
      message: `The backup is from before these tables or columns existed: ${listed(absent)}. Strapi makes them at its next start, empty.`,
    });
  }
  return checks.length > 0
    ? checks
    : [
        {
          code: 'STRUCTURE',
          level: 'green',
          message: 'The backup has exactly the tables and columns of this site.',
        },
      ];
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMED;
  const shown = names.slice(0, NAMED).join(', ');
  return more > 0 ? `${shown} and ${String(more)} more` : shown;
}
