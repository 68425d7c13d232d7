import { z } from 'zod';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import {
  AUTHOR,
  EDITOR,
  adminClient,
  signIn,
  type AdminClient,
  type RequestOptions,
} from '../support/admin-client';
import { pluginRoutes, type PluginRoute } from '../support/plugin-routes';
import { startServer, type RunningServer } from '../support/server';
import { createSite } from '../support/site';

/** The only routes without sign-in, and what somebody without ticket or token gets there. */
const PUBLIC = new Map([
  ['GET /backup/tickets/:ticket', 404],
  ['GET /backup/restore-status', 401],
]);

/** What each permission opens: part of the contract, so it is written down twice. */
const OPENS: Record<string, string[]> = {
  'plugin::backup.read': [
    'GET /backup/backups',
    'GET /backup/backups/:id',
    'GET /backup/backups/:id/log',
    'GET /backup/backups/:id/contents',
    'GET /backup/restores',
    'GET /backup/restores/:id',
    'GET /backup/restores/:id/log',
    'GET /backup/jobs/current',
    'GET /backup/statistics',
    'GET /backup/health',
  ],
  'plugin::backup.create': [
    'POST /backup/backups',
    'POST /backup/backups/rescan',
    'PUT /backup/backups/:id',
    'POST /backup/backups/:id/cancel',
    'POST /backup/backups/:id/verify',
  ],
  'plugin::backup.download': [
    'GET /backup/backups/:id/download',
    'POST /backup/backups/:id/download-ticket',
  ],
  'plugin::backup.delete': ['POST /backup/backups/bulk-delete', 'DELETE /backup/backups/:id'],
  'plugin::backup.restore': [
    'GET /backup/uploads',
    'POST /backup/uploads',
    'GET /backup/uploads/:id',
    'PATCH /backup/uploads/:id',
    'DELETE /backup/uploads/:id',
    'POST /backup/restores/upload-and-restore',
    'POST /backup/restores',
    'POST /backup/restores/plan',
    'POST /backup/restores/:id/undo',
    'POST /backup/restores/:id/confirm',
    'POST /backup/restores/:id/cancel',
  ],
  'plugin::backup.schedules': [
    'GET /backup/schedules',
    'POST /backup/schedules',
    'POST /backup/schedules/preview',
    'PUT /backup/schedules/:id',
    'DELETE /backup/schedules/:id',
    'POST /backup/schedules/:id/run',
  ],
  'plugin::backup.settings': [
    'GET /backup/settings',
    'PUT /backup/settings',
    'POST /backup/settings/test',
    'GET /backup/settings/mirror',
    'DELETE /backup/settings/mirror',
    'POST /backup/settings/mirror/adopt',
    'GET /backup/audit',
    'POST /backup/cleanup',
  ],
};

const nameOf = ({ method, path }: PluginRoute): string => `${method} ${path}`;

describe('who gets through the REST door', () => {
  let server: RunningServer;
  let superAdmin: AdminClient;
  let routes: PluginRoute[];
  let guarded: PluginRoute[];

  beforeAll(async () => {
    routes = await pluginRoutes();
    guarded = routes.filter((route) => !PUBLIC.has(nameOf(route)));
    server = await startServer(await createSite({ name: 'guard', seed: true }));
    superAdmin = await signIn(server);
  });

  test('every route but the two public ones has all three policies', () => {
    const open = routes.filter(({ config }) => config.auth === false);
    expect(open.map(nameOf).sort()).toEqual([...PUBLIC.keys()].sort());
    for (const route of guarded) {
      expect(route.config.policies).toEqual([
        'admin::isAuthenticatedAdmin',
        { name: 'admin::hasPermissions', config: { actions: [permissionOf(route)] } },
        'plugin::backup.is-super-admin',
      ]);
    }
    const opened = Object.entries(OPENS).flatMap(([permission, names]) =>
      names.map((name) => `${name} ${permission}`),
    );
    const found = guarded.map((route) => `${nameOf(route)} ${permissionOf(route) ?? 'open'}`);
    expect(found.sort()).toEqual(opened.sort());
  });

  test('nobody signed in: 401, and 404 or 401 where a ticket or token is asked for', async () => {
    const anonymous = adminClient(server, null);
    const expected = (route: PluginRoute): number => PUBLIC.get(nameOf(route)) ?? 401;
    expect(await statuses(anonymous, routes)).toEqual(table(routes, expected));
    const wrong = adminClient(server, 'a'.repeat(64));
    expect(await statuses(wrong, routes)).toEqual(table(routes, expected));
  });

  test('Author and Editor: 403', async () => {
    for (const who of [AUTHOR, EDITOR]) {
      const client = await signIn(server, who);
      expect(await statuses(client, guarded)).toEqual(table(guarded, () => 403));
    }
  });

  test('letter case, slashes and HEAD open nothing', async () => {
    const author = await signIn(server, AUTHOR);
    const anonymous = adminClient(server, null);
    for (const route of guarded) {
      const path = concrete(route);
      const variants = [
        ...[path.toUpperCase(), `${path}/`, path.replace('/backup/', '/Backup/')],
        ...[`${path}?x=/admin/login`, path.replace('/backup/', '/%62ackup/')],
      ];
      for (const variant of variants) {
        const status = async (client: AdminClient): Promise<number> =>
          (await client.request(route.method, variant, bodyFor(route))).status;
        // What is no route at all is 404, or 405 where only another method has one.
        expect([401, 404, 405]).toContain(await status(anonymous));
        expect([403, 404, 405]).toContain(await status(author));
      }
      if (route.method !== 'GET') continue;
      expect((await anonymous.fetch(path, { method: 'HEAD' })).status).toBe(401);
      expect((await author.fetch(path, { method: 'HEAD' })).status).toBe(403);
    }
    const shouted = await anonymous.request('GET', '/BACKUP/BACKUPS/');
    expect(shouted.status).toBe(401);
  });

  test('an admin token of a super-admin opens what its own permission names, and no more', async () => {
    const foreign = adminClient(server, await superAdmin.createAdminToken(['admin::roles.read']));
    expect(await statuses(foreign, guarded)).toEqual(table(guarded, () => 403));

    for (const permission of Object.values(PERMISSIONS)) {
      const client = adminClient(server, await superAdmin.createAdminToken([permission]));
      for (const route of guarded) {
        const { status } = await client.request(route.method, concrete(route), bodyFor(route));
        const answer = `${permission} at ${nameOf(route)}: ${String(status)}`;
        if (permissionOf(route) === permission) expect(answer).not.toMatch(/: (401|403|5..)$/);
        else expect(answer).toMatch(/: 403$/);
      }
    }
  });

  test('a role that was given every permission of the plugin is still not a super-admin', async () => {
    const editor = await roleOf('strapi-editor');
    const path = `/admin/roles/${String(editor.id)}/permissions`;
    const permission = z.looseObject({ action: z.string() });
    const own = await superAdmin.request('GET', path, {
      parse: (body) => z.object({ data: z.array(permission) }).parse(body).data,
    });
    const given = Object.values(PERMISSIONS).map((action) => ({ action, subject: null }));
    const granted = await superAdmin.request('PUT', path, {
      body: { permissions: [...own.body.map(onlyInput), ...given] },
    });
    expect(granted.status).toBe(200);

    const client = await signIn(server, EDITOR);
    const mine = await client.request('GET', '/admin/users/me/permissions');
    expect(JSON.stringify(mine.body)).toContain(PERMISSIONS.restore);
    expect(await statuses(client, guarded)).toEqual(table(guarded, () => 403));
  });

  test('the records of the plugin cannot be read around its routes', async () => {
    const editor = await signIn(server, EDITOR);
    for (const name of ['backup-records', 'restore-records', 'backup-schedules']) {
      expect((await editor.request('GET', `/api/${name}`)).status).toBe(404);
    }
    for (const uid of ['plugin::backup.backup-record', 'plugin::backup.restore-record']) {
      const path = `/content-manager/collection-types/${uid}`;
      expect((await editor.request('GET', path)).status).toBe(403);
    }
  });

  async function roleOf(code: string): Promise<{ id: number }> {
    const { body } = await superAdmin.request('GET', '/admin/roles', {
      parse: (answer) =>
        z.object({ data: z.array(z.object({ id: z.number(), code: z.string() })) }).parse(answer),
    });
    return body.data.find((role) => role.code === code)!;
  }
});

function permissionOf({ config }: PluginRoute): string | undefined {
  const [found] = config.policies.flatMap((policy) =>
    typeof policy === 'string' ? [] : policy.config.actions,
  );
  return found;
}

/** Ids of nothing: what gets through is told so, and changes nothing. */
function concrete({ path }: PluginRoute): string {
  return path.replace(':id', 'nothing').replace(':ticket', 'nothing');
}

function bodyFor({ method }: PluginRoute): RequestOptions {
  return method === 'GET' ? {} : { body: {} };
}

async function statuses(client: AdminClient, routes: PluginRoute[]): Promise<string[]> {
  const found: string[] = [];
  for (const route of routes) {
    const { status } = await client.request(route.method, concrete(route), bodyFor(route));
    found.push(`${nameOf(route)} ${String(status)}`);
  }
  return found;
}

function table(routes: PluginRoute[], status: (route: PluginRoute) => number): string[] {
  return routes.map((route) => `${nameOf(route)} ${String(status(route))}`);
}

function onlyInput(permission: Record<string, unknown>): Record<string, unknown> {
  const { action, subject, properties, conditions } = permission;
  return { action, subject, properties, conditions };
}
