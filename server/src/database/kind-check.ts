import type { PlanCheck } from '../contracts/restores';

const SPEAKS_SQL = new Set(['mysql', 'mariadb']);

/**
 * Whether a backup of one kind of database can come back into another. MySQL and MariaDB understand
 * each other well enough to try; everything else is refused.
 */
export function kindCheck(from: string, here: string): PlanCheck {
  if (from === here) {
    return {
      code: 'DATABASE_KIND',
      level: 'green',
      message: `The same kind of database (${from}).`,
    };
  }
  if (SPEAKS_SQL.has(from) && SPEAKS_SQL.has(here)) {
    return {
      code: 'DATABASE_KIND',
      level: 'amber',
      message: `The backup is of a ${from} database; this site runs on ${here}. What both understand alike is restored; anything else is refused before it is put in place.`,
    };
  }
  return {
    code: 'DATABASE_KIND',
    level: 'red',
    message: `The backup is of a ${from} database; this site runs on ${here}. It cannot be restored here. To move a site to another kind of database, use “strapi export” on the old one.`,
  };
}
