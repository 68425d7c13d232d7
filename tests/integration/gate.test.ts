import path from 'node:path';
import { PERMISSIONS } from '../../server/src/contracts/permissions';
import { adminClient, signIn } from '../support/admin-client';
import { backupClient, type BackupClient } from '../support/backup-client';
import { startServer, type RunningServer } from '../support/server';
import { createSite, type Site } from '../support/site';
import { titlesInArchive, titlesKept, titlesOfReviews } from '../support/titles-of-reviews';
import { writesAroundRestore } from '../support/writes-around-restore';
import { ORIGIN, startWriting, type Write } from '../support/writing-clients';

const CLIENTS = 6;
/** How many writes are to be accepted before a restore begins, and after it has ended. */
const ENOUGH = 60;

/** Visitors go on writing while a restore and its undo run: no write that was accepted gets lost. */
describe('the gate of a restore', () => {
  const lent: { site?: Site; server?: RunningServer; client?: BackupClient } = {};

  beforeAll(async () => {
    lent.site = await createSite({ name: 'gate', seed: { scale: 0.1 } });
    lent.server = await startServer(lent.site);
    const admin = await signIn(lent.server);
    const token = await admin.createAdminToken(Object.values(PERMISSIONS));
    lent.client = backupClient(adminClient(lent.server, token));
  });

  test('every accepted write is in the safety backup and the undo, or in the new state', async () => {
    const { site, server, client } = lent as Required<typeof lent>;
    const good = await client.finished((await client.create()).id);
    await client.idle();

    const first = await writeDuring(server, 'first', async () => {
      const { statusToken } = await client.restore({ backupId: good.id });
      expect(await client.restoreEnded(statusToken)).toMatchObject({ status: 'completed' });
    });
    const { before, after, refused } = writesAroundRestore(first);
    expect(before.length).toBeGreaterThanOrEqual(ENOUGH);
    expect(after.length).toBeGreaterThanOrEqual(ENOUGH);
    expectPoliteRefusals(refused);

    const [restore] = await client.restores();
    const safety = await archiveOf(site, client, restore!.safetyBackupId!);
    expect(amongst(await titlesInArchive(site, safety), first)).toEqual(sorted(before));
    expect(amongst(await titlesKept(site), first)).toEqual(sorted(before));
    expect(amongst(await titlesOfReviews(site.database), first)).toEqual(sorted(after));

    await client.idle();
    const second = await writeDuring(server, 'second', async () => {
      const { statusToken } = await client.undo(restore!.id);
      expect(await client.restoreEnded(statusToken)).toMatchObject({ status: 'completed' });
    });
    const undone = writesAroundRestore(second);
    const all = [...first, ...second];
    expectPoliteRefusals(undone.refused);
    const replaced = sorted([...after, ...undone.before]);
    const [undoSafety] = (await client.list()).filter(({ origin }) => origin === 'safety');
    const archive = path.join(site.backupsDir, undoSafety!.fileName!);
    expect(amongst(await titlesInArchive(site, archive), all)).toEqual(replaced);
    expect(amongst(await titlesKept(site), all)).toEqual(replaced);
    const live = amongst(await titlesOfReviews(site.database), all);
    expect(live).toEqual(sorted([...before, ...undone.after]));
  });
});

/** Has visitors write before, during and after something. */
async function writeDuring(
  server: RunningServer,
  prefix: string,
  act: () => Promise<void>,
): Promise<readonly Write[]> {
  const clients = startWriting(server, CLIENTS, prefix);
  await clients.accepted(ENOUGH);
  await act();
  await clients.accepted(ENOUGH);
  await clients.stop();
  return clients.writes;
}

/** A browser may read the answer, and a client knows when to come back and why. */
function expectPoliteRefusals(refused: readonly Write[]): void {
  expect(refused.length).toBeGreaterThan(0);
  for (const { headers, body } of refused) {
    expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN);
    expect(body).toMatchObject({ error: { details: { code: 'RESTORE_IN_PROGRESS' } } });
  }
}

async function archiveOf(site: Site, client: BackupClient, id: string): Promise<string> {
  const { fileName } = await client.get(id);
  return path.join(site.backupsDir, fileName!);
}

function sorted(keys: readonly string[]): string[] {
  return [...keys].sort();
}

/** Which of the writes are in a database. */
function amongst(titles: ReadonlySet<string>, writes: readonly Write[]): string[] {
  return sorted(writes.map(({ key }) => key).filter((key) => titles.has(key)));
}
