import { setTimeout as wait } from 'node:timers/promises';
import {
  backupAnswerSchema,
  backupListAnswerSchema,
  rescanResultSchema,
  type Backup,
  type CreateBackup,
  type RescanResult,
} from '../../server/src/contracts/backups';
import {
  restoreListAnswerSchema,
  restoreStartedSchema,
  restoreStatusAnswerSchema,
  type CreateRestore,
  type Restore,
  type RestoreStatusAnswer,
  type UndoRestore,
} from '../../server/src/contracts/restores';
import type { Upload } from '../../server/src/contracts/uploads';
import type { AdminClient, Answer } from './admin-client';
import { getBackup, untilIdle } from './make-backup';
import { getUpload, uploadArchive, type UploadOptions } from './upload-archive';

const LOOK_AGAIN_MS = 50;
const JOB_DEADLINE_MS = 120_000;

export type StartedRestore = Restore & { statusToken: string };
export type RestoreStatus = RestoreStatusAnswer['data'];

/**
 * What a script of an operator does with the plugin, one method for each wish. Every method throws
 * when the answer is not the one that a working plugin gives, with the answer in its message.
 */
export interface BackupClient {
  /** Starts a backup; `finished` waits for it. Default: a full one. */
  create: (input?: Partial<CreateBackup>) => Promise<Backup>;
  get: (id: string) => Promise<Backup>;
  /** All backups, newest first. */
  list: () => Promise<Backup[]>;
  /** Waits until a backup is in the list and completed: one that is taken in comes by itself. */
  listed: (id: string) => Promise<Backup>;
  /** Waits until a backup, and its job, are no longer under way; it may have failed. */
  finished: (id: string) => Promise<Backup>;
  /** Reads an archive back, and waits for the verdict. */
  verify: (id: string) => Promise<Backup>;
  delete: (id: string, force?: boolean) => Promise<void>;
  /** Adopts archives that the catalog does not know. */
  rescan: () => Promise<RescanResult>;
  /** Sends an archive, resumably; `uploaded` waits for what becomes of it. @returns the upload's id */
  upload: (archive: Buffer, options?: UploadOptions) => Promise<string>;
  /** Waits until an upload is a backup, or refused. */
  uploaded: (id: string) => Promise<Upload>;
  restores: () => Promise<Restore[]>;
  restore: (input: CreateRestore) => Promise<StartedRestore>;
  undo: (id: string, input?: UndoRestore) => Promise<StartedRestore>;
  confirm: (id: string) => Promise<void>;
  /** How a restore is doing; works while everything else is closed. */
  status: (statusToken: string) => Promise<RestoreStatus>;
  /** Waits until a restore or undo has ended and the site is open again. */
  restoreEnded: (statusToken: string) => Promise<RestoreStatus>;
  /** Waits until no job runs. */
  idle: () => Promise<void>;
}

/** @param admin somebody with all permissions of the plugin */
export function backupClient(admin: AdminClient): BackupClient {
  const client: BackupClient = {
    create: async (input = {}) => {
      const body = { type: 'full' as const, ...input };
      const answer = await admin.request('POST', '/backup/backups', { body });
      return backupAnswerSchema.parse(expected(answer, 202)).data;
    },
    get: (id) => getBackup(admin, id),
    list: async () => {
      const answer = await admin.request('GET', '/backup/backups?pageSize=100');
      const { data, meta } = backupListAnswerSchema.parse(expected(answer, 200));
      if (meta.pagination.pageCount > 1) throw new Error('There are more than 100 backups.');
      return data;
    },
    finished: async (id) => {
      const ended = await until(`the backup ${id} has ended`, async () => {
        const backup = await client.get(id);
        return backup.status === 'running' || backup.status === 'pending' ? null : backup;
      });
      // Its record says so a moment before the job has ended.
      await client.idle();
      return ended;
    },
    listed: (id) =>
      until(`the backup ${id} is in the list`, async () => {
        const found = (await client.list()).find((backup) => backup.id === id);
        return found?.status === 'completed' ? found : null;
      }),
    verify: async (id) => {
      expected(await admin.request('POST', `/backup/backups/${id}/verify`), 202);
      await client.idle();
      return client.get(id);
    },
    delete: async (id, force = false) => {
      const query = force ? '?force=true' : '';
      expected(await admin.request('DELETE', `/backup/backups/${id}${query}`), 200);
    },
    rescan: async () => {
      const answer = await admin.request('POST', '/backup/backups/rescan');
      const { data } = expected(answer, 200) as { data: unknown };
      return rescanResultSchema.parse(data);
    },
    upload: (archive, options) => uploadArchive(admin, archive, options),
    uploaded: async (id) => {
      const upload = await until(`the upload ${id} has been taken in`, async () => {
        const now = await getUpload(admin, id);
        return now.state === 'completed' || now.state === 'refused' ? now : null;
      });
      // The verdict is there a moment before the job has ended.
      await client.idle();
      return upload;
    },
    restores: async () => {
      const answer = await admin.request('GET', '/backup/restores?pageSize=100');
      return restoreListAnswerSchema.parse(expected(answer, 200)).data;
    },
    restore: async (body) => {
      const answer = await admin.request('POST', '/backup/restores', { body });
      return restoreStartedSchema.parse(expected(answer, 202)).data;
    },
    undo: async (id, body = {}) => {
      const answer = await admin.request('POST', `/backup/restores/${id}/undo`, { body });
      return restoreStartedSchema.parse(expected(answer, 202)).data;
    },
    confirm: async (id) => {
      expected(await admin.request('POST', `/backup/restores/${id}/confirm`), 200);
    },
    status: async (statusToken) => {
      const answer = await admin.request('GET', '/backup/restore-status', {
        headers: { 'X-Restore-Token': statusToken },
        token: null,
      });
      return restoreStatusAnswerSchema.parse(expected(answer, 200)).data;
    },
    restoreEnded: (statusToken) =>
      until('the restore has ended', async () => {
        const status = await client.status(statusToken);
        return status.status === 'running' || status.gate !== 'open' ? null : status;
      }),
    idle: () => untilIdle(admin),
  };
  return client;
}

function expected(answer: Answer<unknown>, status: number): unknown {
  if (answer.status === status) return answer.body;
  throw new Error(`Answer ${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
}

/** Asks again and again, since HTTP has no other way to be told. */
async function until<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + JOB_DEADLINE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > deadline) {
      throw new Error(`Waited ${JOB_DEADLINE_MS / 1000} s in vain until ${what}.`);
    }
    await wait(LOOK_AGAIN_MS);
  }
}
