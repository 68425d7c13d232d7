import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Backup } from '../../server/src/contracts/backups';
import { uploadListAnswerSchema } from '../../server/src/contracts/uploads';
import type { AdminClient } from '../support/admin-client';
import type { BackupClient } from '../support/backup-client';
import { FAULTS, failingDisk, type FailingDisk } from '../support/failing-disk';
import { refusalOf } from '../support/refusal';
import type { Site } from '../support/site';
import { createUpload, idOfUpload, offsetOf, sendPart } from '../support/upload-archive';
import { damaged } from './damaged';
import { expectClear, failingCalls } from './failing-calls';
import { leftovers } from './leftovers';
import { createScene, type Scene } from './scene';
import { differences, siteState, type SiteState } from './site-state';
import { tell } from './tell';

/** Of each deed and fault so many kinds of calls, unless --all. */
const KINDS = 4;
const SENT_AGAIN_MAX = 5;

/** What could not be removed is removed a moment later. @returns what is left after ten seconds */
async function untilTidy(site: Site): Promise<string[]> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const left = await leftovers(site);
    if (left.length === 0 || Date.now() > deadline) return left;
    await wait(100);
  }
}

/** Something that Strapi's own process does with files, as its user sees it. */
interface Deed {
  /** What has to be there before; no call fails yet. */
  readonly prepare: () => Promise<void>;
  /** @returns the code of the refusal, null when it was done */
  readonly act: () => Promise<string | null>;
  /** The disk is well again: whoever tries once more gets what they wanted, and nothing is lost. */
  readonly again: () => Promise<void>;
}

/** One call of the file system fails in Strapi's own process: success, or a clear refusal without a loss. */
describe('a disk that fails once under Strapi itself', () => {
  let scene: Scene;
  let disk: FailingDisk;
  let admin: AdminClient;
  let client: BackupClient;
  /** A second backup, which is not in the list until a test needs it. */
  let spare: Backup;
  let archive: Buffer;
  let sidecar: Buffer;

  const fileOf = (backup: Backup): string => path.join(scene.site.backupsDir, backup.fileName!);
  const isListed = async (id: string): Promise<boolean> =>
    (await client.list()).some((backup) => backup.id === id);

  beforeAll(async () => {
    scene = await createScene('failing-strapi');
    disk = await failingDisk('parent');
    const server = await scene.start({ env: disk.env });
    admin = scene.admin(server);
    client = scene.client(server);
    spare = await client.finished((await client.create({ name: 'Spare' })).id);
    archive = await readFile(fileOf(spare));
    sidecar = await readFile(`${fileOf(spare)}.manifest.json`);
    await client.delete(spare.id, true);
  });

  /** @returns the code of a refusal; null for an answer that says yes */
  async function codeOf(asked: Promise<{ status: number; body: unknown }>): Promise<string | null> {
    const answer = await asked;
    return answer.status < 300 ? null : refusalOf(answer).code;
  }

  const listSpare = async (): Promise<void> => {
    await writeFile(fileOf(spare), archive);
    await writeFile(`${fileOf(spare)}.manifest.json`, sidecar);
  };

  /** It is there, whole, and can be deleted. */
  const expectSpare = async (): Promise<void> => {
    expect((await client.verify(spare.id)).verification).toBe('verified');
    expect((await readFile(fileOf(spare))).equals(archive)).toBe(true);
    await client.delete(spare.id, true);
  };

  /** Sends it as tus clients do: from where the server is, until it is all there. */
  async function sendAll(id: string): Promise<string | null> {
    let refused: string | null = null;
    for (let times = 0; times < SENT_AGAIN_MAX; times += 1) {
      const offset = await offsetOf(admin, id);
      if (offset === archive.length) return null;
      const answer = await sendPart(admin, id, offset, archive.subarray(offset));
      if (answer.status !== 204) refused = refusalOf(await parsed(answer)).code;
    }
    return refused;
  }

  const parsed = async (answer: Response) => ({
    status: answer.status,
    body: JSON.parse(await answer.text()) as unknown,
  });

  /** An upload of which nobody could write down that it had begun; such files go after a day. */
  const removeUnborn = async (): Promise<void> => {
    const folder = path.join(scene.site.backupsDir, '.uploads');
    const names = await readdir(folder);
    const unborn = names.filter((name) => !name.includes('.') && !names.includes(`${name}.json`));
    for (const name of unborn) {
      expect((await stat(path.join(folder, name))).size).toBe(0);
      await rm(path.join(folder, name));
    }
  };

  const letGo = async (): Promise<void> => {
    for (const { id, keptUntil } of await client.restores()) {
      if (keptUntil !== null) await client.confirm(id);
    }
  };

  /** Who looks on looks again: one call fails, and it may be one of a look. */
  const patient = <T>(ask: () => Promise<T>): Promise<T> => ask().catch(ask);

  let made: Backup | null = null;
  let before: SiteState;
  let restored = false;
  const DEEDS: Readonly<Record<string, Deed>> = {
    'a backup is made': {
      prepare: async () => undefined,
      act: async () => {
        made = null;
        const answer = await admin.request('POST', '/backup/backups', { body: { type: 'full' } });
        if (answer.status !== 202) return refusalOf(answer).code;
        const { id } = (answer.body as { data: Backup }).data;
        made = await patient(() => client.finished(id));
        return made.error?.code ?? null;
      },
      again: async () => {
        if (made?.status === 'completed') {
          expect((await client.verify(made.id)).verification).toBe('verified');
        }
        if (made !== null) await client.delete(made.id, true);
      },
    },
    'a backup is deleted': {
      prepare: async () => {
        await listSpare();
        await client.rescan();
      },
      act: () => codeOf(admin.request('DELETE', `/backup/backups/${spare.id}?force=true`)),
      again: async () => {
        if (await isListed(spare.id)) await client.delete(spare.id, true);
      },
    },
    'an archive is found': {
      prepare: listSpare,
      act: () => codeOf(admin.request('POST', '/backup/backups/rescan')),
      again: async () => {
        await client.rescan();
        await expectSpare();
      },
    },
    'an archive is sent': {
      prepare: async () => undefined,
      act: async () => {
        const answer = await createUpload(admin, archive.length);
        if (answer.status !== 201) return refusalOf(await parsed(answer)).code;
        const id = await idOfUpload(answer);
        const refused = await sendAll(id);
        if (refused !== null) return refused;
        return (await patient(() => client.uploaded(id))).error?.code ?? null;
      },
      again: async () => {
        const { body } = await admin.request('GET', '/backup/uploads', {
          parse: (answer) => uploadListAnswerSchema.parse(answer),
        });
        for (const { id, state } of body.data) {
          if (state === 'receiving')
            await admin.fetch(`/backup/uploads/${id}`, { method: 'DELETE' });
          else await client.uploaded(id);
        }
        await removeUnborn();
        if (!(await isListed(spare.id))) await client.uploaded(await client.upload(archive));
        await expectSpare();
      },
    },
    'a backup is restored': {
      prepare: async () => {
        before = (await damaged(scene)).state;
        restored = false;
      },
      act: async () => {
        const { status, body } = await admin.request('POST', '/backup/restores', {
          body: { backupId: scene.good.id, safetyBackup: false },
        });
        if (status !== 202) return refusalOf({ status, body }).code;
        const { statusToken } = (body as { data: { statusToken: string } }).data;
        const ended = await patient(() => client.restoreEnded(statusToken));
        await patient(() => client.idle());
        restored = ended.status === 'completed';
        return ended.error?.code ?? null;
      },
      again: async () => {
        const now = await siteState(scene.site);
        expect(differences(now, restored ? scene.goodState : before)).toEqual([]);
        await letGo();
      },
    },
    'what a restore replaced is let go': {
      prepare: async () => {
        const { statusToken } = await client.restore({
          backupId: scene.good.id,
          safetyBackup: false,
        });
        await client.restoreEnded(statusToken);
        await client.idle();
      },
      act: async () => {
        const [restore] = await patient(() => client.restores());
        return codeOf(admin.request('POST', `/backup/restores/${restore!.id}/confirm`));
      },
      again: letGo,
    },
  };

  const cases = Object.entries(DEEDS).flatMap(([name, deed]) =>
    FAULTS.map((fault) => ({ name, fault, deed })),
  );

  test.each(cases)('while $name: $fault', async ({ name, fault, deed }) => {
    await deed.prepare();
    const places = await failingCalls(scene.site, disk, fault, deed.act, KINDS);
    await deed.again();
    for (const at of places) {
      await deed.prepare();
      await disk.arm(scene.site, fault, at);
      const refused = await deed.act();
      const fired = await disk.disarm();
      const outcome = `${fault} ${String(at)} ${fired ?? 'not reached'}: ${refused ?? 'done'}`;
      tell(`${name}: ${outcome.replaceAll('\n', '')}`);
      if (refused !== null) expectClear(refused);
      await deed.again();
      expect({ outcome, left: await untilTidy(scene.site) }).toEqual({ outcome, left: [] });
    }
  });
});
