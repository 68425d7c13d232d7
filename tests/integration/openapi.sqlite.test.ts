import Ajv2020 from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { adminClient, signIn, type AdminClient } from '../support/admin-client';
import { backupClient } from '../support/backup-client';
import { REPOSITORY } from '../support/repository';
import { startServer } from '../support/server';
import { createSite } from '../support/site';

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
  >;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: { readonly Error: Operation['responses'][string] } };
}

const description = JSON.parse(
  readFileSync(path.join(REPOSITORY, 'docs', 'openapi.json'), 'utf8'),
) as Description;
// Formats are for people; `format` alone rejects nothing in this dialect.
const ajv = new Ajv2020({ strict: false, validateFormats: false });

/** What the running server answers, against the description that others write their programs by. */
describe('docs/openapi.json', () => {
  let admin: AdminClient;
  let backupId: string;
  let restoreId: string;
  let statusToken: string;

  beforeAll(async () => {
    const server = await startServer(await createSite({ name: 'openapi', seed: { scale: 0.1 } }));
    const token = await (await signIn(server)).createAdminToken(Object.values(PERMISSIONS));
    admin = adminClient(server, token);
    const client = backupClient(admin);
    backupId = (await client.finished((await client.create()).id)).id;
    const restore = await client.restore({ backupId, components: ['media'], safetyBackup: false });
    restoreId = restore.id;
    statusToken = restore.statusToken;
    await client.restoreEnded(restore.statusToken);
    await client.idle();
    await admin.request('POST', '/backup/schedules', {
      body: { name: 'Nightly', type: 'full', frequency: 'daily', time: '03:30', zone: 'UTC' },
    });
  });

  const schemaOf = (method: string, address: string, status: number): object => {
    const operation = description.paths[address]?.[method.toLowerCase()];
    const { schema } = operation?.responses[String(status)]?.content?.['application/json'] ?? {};
    if (schema === undefined) throw new Error(`${method} ${address} ${String(status)}: no schema`);
    return schema;
  };

  const expectDescribed = (schema: object, body: unknown): void => {
    const validate = ajv.compile(schema);
    validate(body);
    expect(validate.errors ?? []).toEqual([]);
  };

  const json = Object.entries(description.paths).flatMap(([address, methods]) => {
    const content = methods['get']?.responses['200']?.content ?? {};
    return 'application/json' in content ? [address] : [];
  });

  test.each(json.filter((address) => !/uploads\/|restore-status/.test(address)))(
    'GET %s answers as it says',
    async (address) => {
      const id = address.includes('restores') ? restoreId : backupId;
      const answer = await admin.request('GET', address.replace('{id}', id));
      expect(answer.status).toBe(200);
      expectDescribed(schemaOf('GET', address, 200), answer.body);
    },
  );

  test.each([
    ['POST', '/backup/restores/plan', 200, () => ({ backupId })],
    ['POST', '/backup/cleanup', 200, () => ({ dryRun: true })],
    ['POST', '/backup/settings/test', 200, () => ({ sections: ['folder'] })],
    ['PUT', '/backup/settings', 200, () => ({ compressionLevel: 5 })],
    [
      'POST',
      '/backup/schedules/preview',
      200,
      () => ({ frequency: 'hourly', time: '00:10', zone: 'UTC' }),
    ],
    ['POST', '/backup/backups/rescan', 200, () => ({})],
    ['POST', '/backup/backups/bulk-delete', 200, () => ({ ids: ['nobody'] })],
  ] as const)('%s %s answers as it says', async (method, address, status, body) => {
    const answer = await admin.request(method, address, { body: body() });
    expect(answer.status).toBe(status);
    expectDescribed(schemaOf(method, address, status), answer.body);
  });

  test('the status of a restore is as it says', async () => {
    const headers = { 'X-Restore-Token': statusToken };
    const { body } = await admin.request('GET', '/backup/restore-status', { headers });
    expectDescribed(schemaOf('GET', '/backup/restore-status', 200), body);
  });

  test('errors are as it says', async () => {
    const { schema } = description.components.responses.Error.content!['application/json']!;
    for (const [method, address, body] of [
      ['GET', '/backup/backups/nobody', undefined],
      ['POST', '/backup/backups', { type: 'everything' }],
    ] as const) {
      const answer = await admin.request(method, address, body === undefined ? {} : { body });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expectDescribed(schema!, answer.body);
    }
  });

  test('what it does not describe would be noticed', () => {
    const validate = ajv.compile(schemaOf('GET', '/backup/health', 200));
    expect(validate({ data: { state: 'splendid' }, meta: {} })).toBe(false);
  });
});
