import { setTimeout as wait } from 'node:timers/promises';
import {
  backupAnswerSchema,
  type Backup,
  type CreateBackup,
} from '../../server/src/contracts/backups';
import { currentJobAnswerSchema } from '../../server/src/contracts/jobs';
import type { AdminClient } from './admin-client';

const LOOK_AGAIN_MS = 50;
const DEADLINE_MS = 90_000;
const GATE_CLOSED = 503;

/**
 * Makes a backup through the REST API and waits for its end.
 *
 * @throws when it is not completed
 */
export async function makeBackup(
  client: AdminClient,
  request: CreateBackup = { type: 'full' },
): Promise<Backup> {
  const begun = await client.request('POST', '/backup/backups', { body: request });
  if (begun.status !== 202) throw new Error(`No backup: ${JSON.stringify(begun.body)}`);
  const { id } = backupAnswerSchema.parse(begun.body).data;
  await untilIdle(client);
  const backup = await getBackup(client, id);
  if (backup.status !== 'completed') throw new Error(`No backup: ${JSON.stringify(backup)}`);
  return backup;
}

export async function getBackup(client: AdminClient, id: string): Promise<Backup> {
  const { body } = await client.request('GET', `/backup/backups/${id}`, {
    parse: (answer) => backupAnswerSchema.parse(answer),
  });
  return body.data;
}

/** Waits until no job runs on the site, and it is open. */
export async function untilIdle(client: AdminClient): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const { status, body } = await client.request('GET', '/backup/jobs/current');
    // The gate is closed: a restore is coming to its end.
    if (status !== GATE_CLOSED) {
      if (status !== 200) throw new Error(`No answer: ${status} ${JSON.stringify(body)}`);
      if (currentJobAnswerSchema.parse(body).data === null) return;
    }
    if (Date.now() > deadline) throw new Error(`Still running: ${JSON.stringify(body)}`);
    await wait(LOOK_AGAIN_MS);
  }
}
