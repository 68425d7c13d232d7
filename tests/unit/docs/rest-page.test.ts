import { readFileSync } from 'node:fs';
import path from 'node:path';
import { backupSchema } from '../../../server/src/contracts/backups';
import { restoreSchema } from '../../../server/src/contracts/restores';
import { routes } from '../../../server/src/http/routes';

const page = readFileSync(path.resolve(__dirname, '../../../docs/rest.md'), 'utf8');

/** Told in other words: the address is in the answer of another route, or stands beside its parent. */
const OTHERWISE = new Map([
  ['GET /backup/tickets/:ticket', 'download-ticket'],
  ['GET /backup/restores/:id/log', '`GET /backup/restores/:id` · `/log`'],
]);

test.each(routes.admin.routes.map((route) => `${route.method} /backup${route.path}`))(
  'docs/rest.md has %s',
  (route) => {
    expect(page).toContain(OTHERWISE.get(route) ?? `\`${route}\``);
  },
);

test.each([...Object.keys(backupSchema.shape), ...Object.keys(restoreSchema.shape)])(
  'docs/rest.md names the field %s',
  (field) => {
    expect(page).toContain(`\`${field}\``);
  },
);
