import { appendFile, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { EDITOR, adminClient, registerFirstAdmin, signIn } from '../support/admin-client';
import { startServer } from '../support/server';
import { createSite } from '../support/site';

/** What the other suites stand on: sites of their own, real servers, sign-in. */
describe('sites for tests', () => {
  test('an empty site starts, takes its first admin, stops, and leaves nothing running', async () => {
    const site = await createSite({ name: 'empty' });
    const server = await startServer(site);

    const anonymous = adminClient(server, null);
    expect((await anonymous.request('GET', '/admin/users/me')).status).toBe(401);
    const panel = await anonymous.request('GET', '/admin/');
    expect(panel.status).toBe(200);
    expect(panel.body).toContain('<div id="strapi"');

    const admin = await registerFirstAdmin(server);
    const me = await admin.request('GET', '/admin/users/me');
    expect(me).toMatchObject({ status: 200, body: { data: { email: 'admin@example.com' } } });
    expect(await server.processes()).not.toEqual([]);

    expect(await server.stop()).toEqual({ code: 0, signal: null });
    expect(await server.processes()).toEqual([]);
  });

  test('a seeded site has users, and media that belong to it alone', async () => {
    const [one, other] = [
      await createSite({ name: 'one', seed: true }),
      await createSite({ name: 'other', seed: true }),
    ];
    const [image = ''] = (await readdir(one.uploadsDir)).filter((name) => name.endsWith('.jpg'));
    await appendFile(path.join(one.uploadsDir, image), 'more');
    expect(await readFile(path.join(one.uploadsDir, image))).not.toEqual(
      await readFile(path.join(other.uploadsDir, image)),
    );

    const server = await startServer(one);
    const file = await adminClient(server, null).fetch(`/uploads/${image}`);
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(-4)
        .toString(),
    ).toBe('more');

    const admin = await signIn(server);
    const key = await admin.createAdminToken(['admin::roles.read']);
    const scripted = adminClient(server, key);
    expect((await scripted.request('GET', '/admin/roles')).status).toBe(200);
    expect((await scripted.request('GET', '/admin/users')).status).toBe(403);

    const editor = await signIn(server, EDITOR);
    expect((await editor.request('GET', '/admin/users')).status).toBe(403);

    expect(await server.kill()).toEqual({ code: null, signal: 'SIGKILL' });
    const again = await startServer(one, { port: server.port });
    expect((await adminClient(again, key).request('GET', '/admin/roles')).status).toBe(200);
  });

  test('a server that cannot start says why', async () => {
    const site = await createSite({ name: 'broken' });
    await expect(startServer(site, { env: { DATABASE_CLIENT: 'paper' } })).rejects.toThrow(
      /site broken did not start \(exit code 1.*Unsupported DATABASE_CLIENT: paper/s,
    );
  });
});
