import type { PlanCheck } from '../contracts/restores';

/** Whether a backup of one kind of database can come back into another: it cannot. */
export function kindCheck(from: string, here: string): PlanCheck {
  return from === here
    ? { code: 'DATABASE_KIND', level: 'green', message: `The same kind of database (${from}).` }
    : {
        code: 'DATABASE_KIND',
        level: 'red',
        message: `The backup is of a ${from} database; this site runs on ${here}. It cannot be restored here. To move a site to another kind of database, use “strapi export” on the old one.`,
      };
}
