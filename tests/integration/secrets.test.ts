import { readdirSync, readFileSync, type Dirent } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { restoreStartedSchema } from '../../server/src/contracts/restores';
import { OWN_TABLES } from '../../server/src/database/own-tables';
import { adminClient, signIn, SUPER_ADMIN } from '../support/admin-client';
import { backupClient } from '../support/backup-client';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';

/** What must not be found anywhere: in the form in which it is told to the site. */
const SECRETS = {
  APP_KEYS: 'canaryAppKeyOne,canaryAppKeyTwo',
  API_TOKEN_SALT: 'canaryApiTokenSalt',
  ADMIN_JWT_SECRET: 'canaryAdminJwtSecret',
  TRANSFER_TOKEN_SALT: 'canaryTransferTokenSalt',
  ENCRYPTION_KEY: 'canaryEncryptionKey',
  JWT_SECRET: 'canaryJwtSecret',
} as const;

/** Stored as a setting. */
const STORED = 'canaryStoredSecret';

/** Everything that the plugin shows, writes and starts while it does everything that it can do. */
describe('secrets of the site', () => {
  const seen = new Map<string, string>();
  let site: Site;
  let server: RunningServer;
  let canaries: string[];

  beforeAll(async () => {
    site = await createSite({ name: 'secrets', seed: { scale: 0.1 } });
    const temporary = path.join(site.dir, 'temporary');
    await mkdir(temporary);
    const passwords = Object.entries(site.database.env).filter(([name]) => /PASSWORD/.test(name));
    canaries = [
      ...Object.values(SECRETS).flatMap((value) => value.split(',')),
      ...passwords.map(([, value]) => value),
      SUPER_ADMIN.password,
      STORED,
    ];
    const restoreFetch = recordAnswers();
    server = await startServer(site, { env: { ...SECRETS, TMPDIR: temporary } });
    const watched = watchProcesses();
    await useEverything();
    watched.stop();
    restoreFetch();
    seen.set('log of the server', server.log());
    for (const table of OWN_TABLES) {
      const rows = await site.database.query(`SELECT * FROM "${table}"`);
      seen.set(`rows of ${table}`, JSON.stringify(rows));
    }
    for (const folder of [site.backupsDir, temporary]) readFolder(folder);
  });

  test('are in no answer, log, row, file, archive and command line', () => {
    // Enough was looked at for the silence to mean something.
    for (const what of [
      'answer of',
      'command line',
      'log of the server',
      '.tar.gz',
      '.jsonl',
      '.manifest.json',
    ]) {
      expect([...seen.keys()].filter((name) => name.includes(what))).not.toEqual([]);
    }
    const found = [...seen].flatMap(([where, text]) =>
      canaries.filter((canary) => text.includes(canary)).map((canary) => `${canary} in ${where}`),
    );
    expect(found).toEqual([]);
  });

  test('a fingerprint of each is in the manifest, which tells nothing without it', () => {
    const manifests = [...seen].filter(([name]) => name.endsWith('.manifest.json'));
    expect(manifests[0]?.[1]).toMatch(/"encryptionKey": ?"[0-9a-f]{16}"/);
  });

  async function useEverything(): Promise<void> {
    const session = await signIn(server);
    const admin = adminClient(server, await session.createAdminToken(Object.values(PERMISSIONS)));
    const client = backupClient(admin);
    await admin.request('PUT', '/backup/settings', {
      body: {
        database: { password: STORED },
        mail: {
          ...{ recipients: ['ops@example.com'], sender: 'backup@example.com', transport: 'smtp' },
          smtp: { host: '127.0.0.1', port: 1, user: 'mailer', password: STORED },
        },
        webhook: { url: 'http://127.0.0.1:1/hook', secret: STORED },
      },
    });
    await admin.request('POST', '/backup/settings/test');
    const first = await client.finished((await client.create()).id);
    await client.create({ type: 'database', compressionLevel: 99 } as never).catch(() => undefined);
    for (const url of [
      '/backup/backups',
      `/backup/backups/${first.id}`,
      `/backup/backups/${first.id}/log`,
      `/backup/backups/${first.id}/contents`,
      '/backup/statistics',
      '/backup/jobs/current',
      '/backup/audit',
      '/backup/settings',
      '/backup/settings/mirror',
      '/backup/health',
      '/backup/schedules',
      '/backup/nothing',
    ]) {
      await admin.request('GET', url);
    }
    await admin.request('POST', '/backup/restores/plan', { body: { backupId: first.id } });
    const archive = Buffer.from(
      await (await admin.fetch(`/backup/backups/${first.id}/download`)).arrayBuffer(),
    );
    await admin.request('POST', `/backup/backups/${first.id}/download-ticket`);
    await client.verify(first.id);
    const restored = await client.restore({ backupId: first.id });
    await client.restoreEnded(restored.statusToken);
    await client.idle();
    await admin.request('GET', `/backup/restores/${restored.id}/log`);
    const undo = await client.undo(restored.id);
    await client.restoreEnded(undo.statusToken);
    await client.idle();
    await client.delete(first.id, true);
    await client.uploaded(await client.upload(archive));
    await client.uploaded(await client.upload(Buffer.from('no archive at all')));
    const merged = await client.restore({ backupId: first.id, mode: 'preserve' });
    await client.restoreEnded(merged.statusToken);
    await client.idle();
    // With a session: the password travels in the request.
    const again = await signIn({ url: server.url });
    await again.request('POST', '/backup/restores', {
      body: { backupId: first.id, password: 'wrong' },
    });
    const started = await again.request('POST', '/backup/restores', {
      body: { backupId: first.id, password: SUPER_ADMIN.password, components: ['media'] },
      parse: (answer: unknown) => restoreStartedSchema.parse(answer).data,
    });
    await client.restoreEnded(started.body.statusToken);
    await client.idle();
    await client.rescan();
  }

  /** Every body that comes back from now on; downloads are looked at as files. */
  function recordAnswers(): () => void {
    const original = globalThis.fetch;
    globalThis.fetch = async (...args) => {
      const answer = await original(...args);
      if (!/gzip|octet/.test(answer.headers.get('content-type') ?? '')) {
        const url = args[0] instanceof Request ? args[0].url : String(args[0]);
        const name = `answer of ${new URL(url).pathname} ${String(seen.size)}`;
        // Signing in is Strapi's own, and answers with what it is asked for.
        if (!name.includes('/admin/')) seen.set(name, await answer.clone().text());
      }
      return answer;
    };
    return () => {
      globalThis.fetch = original;
    };
  }

  function watchProcesses(): { stop: () => void } {
    const state = { going: true };
    void (async () => {
      while (state.going) {
        for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
          try {
            const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
            if (line.includes(site.dir) || line.includes('/dist/worker/')) {
              seen.set(`command line ${line}`, line);
            }
          } catch {
            // It has ended meanwhile.
          }
        }
        await wait(50);
      }
    })();
    return {
      stop: () => {
        state.going = false;
      },
    };
  }

  function readFolder(folder: string): void {
    const entries: Dirent[] = readdirSync(folder, { withFileTypes: true, recursive: true });
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      const content = readFileSync(file);
      const text = file.endsWith('.tar.gz') ? gunzipSync(content) : content;
      seen.set(file, text.toString('latin1'));
    }
  }
});
