import type { BackupClient } from '../support/backup-client';
import { DATABASE_KIND } from '../support/database-kind';
import { RECORDS_TABLE, RESTORES_TABLE } from '../../server/src/database/own-tables';
import type { RunningServer } from '../support/server';
import type { Site } from '../support/site';
import { expectState } from './expect-state';
import { leftovers } from './leftovers';
import { runOptions } from './run-options';
import type { Scene } from './scene';
import { siteAnswers } from './site-answers';
import { siteState } from './site-state';

/** An ordinary run restores once more after some of the cases only; each of them makes a backup. */
const RESTORE_EVERY = runOptions().all ? 1 : DATABASE_KIND === 'sqlite' ? 4 : 5;
let asked = 0;

/** Starts are most of what cases take; some of them are ended, as they are asked to. */
const STOP_EVERY = 5;
let handedOver = 0;

/**
 * What has to work after a crash as if it had not been: the site, the next backup, the next restore.
 * Afterwards nothing is there but the scene's good backup, for the next case.
 *
 * @param restore also restore; takes a few seconds
 */
export async function carryOn(
  scene: Scene,
  client: BackupClient,
  server: RunningServer,
  { restore }: { restore: boolean },
): Promise<void> {
  await siteAnswers(server, scene.newMark());
  const next = await client.finished((await client.create()).id);
  expect(next).toMatchObject({ status: 'completed', verification: 'verified', error: null });
  await client.idle();

  if (restore) asked += 1;
  if (restore && asked % RESTORE_EVERY === 1 % RESTORE_EVERY) {
    const old = await siteState(scene.site);
    const { statusToken } = await client.restore({ backupId: scene.good.id });
    expect(await client.restoreEnded(statusToken)).toMatchObject({ status: 'completed' });
    await client.idle();
    await expectState(scene.site, 'new', { old, new: scene.goodState });
    await siteAnswers(server, scene.newMark());
  }

  for (const { id, keptUntil } of await client.restores()) {
    if (keptUntil !== null) await client.confirm(id);
  }
  await acceptsOwnRows(scene.site);
  for (const { id } of await client.list()) {
    if (id !== scene.good.id) await client.delete(id);
  }
  expect(await leftovers(scene.site)).toEqual([]);
  await handOver(scene, server);
}

/** To the next test; now and then it has to end first, as it is asked to. */
async function handOver(scene: Scene, server: RunningServer): Promise<void> {
  handedOver += 1;
  if (handedOver % STOP_EVERY === 0) {
    expect(await server.stop()).toEqual({ code: 0, signal: null });
  } else {
    scene.keep(server);
  }
}

/** The foreign keys of the plugin's tables lead to the accounts that are there now. */
async function acceptsOwnRows({ database }: Site): Promise<void> {
  for (const table of [RECORDS_TABLE, RESTORES_TABLE]) {
    await database.transaction([
      [
        `INSERT INTO ${table} (document_id, created_by_id, updated_by_id)
         SELECT 'probe', MIN(id), MAX(id) FROM admin_users`,
      ],
      [`DELETE FROM ${table} WHERE document_id = 'probe'`],
    ]);
  }
}
