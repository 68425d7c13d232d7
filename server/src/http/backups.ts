import { asDiskError } from '../archive/disk-error';
import { deleteBackup } from '../backup/delete-backup';
import { rescan } from '../catalog/rescan';
import { startBackup } from '../backup/start-backup';
import { startVerification } from '../backup/start-verification';
import {
  bulkDeleteSchema,
  createBackupSchema,
  deleteBackupQuerySchema,
  listBackupsSchema,
  updateBackupSchema,
  type BulkDeleteResult,
} from '../contracts/backups';
import { BackupError } from '../errors';
import { actorOf } from './actor-of';
import { answerLog } from './answer-log';
import { audit } from './audit';
import { backupChange } from './backup-change';
import type { Call, Handler } from './call';
import { cancelJob } from './cancel-job';
import { chosenCompression } from '../backup/chosen-compression';
import { findBackup } from './find-record';
import { backupFilter } from '../catalog/list-filter';
import { listContents } from './list-contents';
import { pageMeta } from './page-meta';
import { parse } from './parse';
import { parseBody } from './parse-body';

export const backups = {
  async list({ ctx, site }) {
    const query = parse(listBackupsSchema, ctx.query);
    const found = await site.backups.page(
      backupFilter(query),
      query.sort,
      query.page,
      query.pageSize,
    );
    return { data: found.items, meta: { pagination: pageMeta(query, found.total) } };
  },

  async create(call) {
    const { ctx, site, runner } = call;
    const { compress, compression, ...body } = parseBody(ctx, createBackupSchema);
    const { record } = await startBackup(site, runner, {
      ...body,
      compression: chosenCompression(compress, compression, site.settings.compression),
      origin: 'manual',
      actor: actorOf(ctx),
    });
    await audit(call, 'backup.create', record.id, { name: record.name, type: record.type });
    ctx.status = 202;
    return { data: record, meta: {} };
  },

  async get({ ctx, site }) {
    return { data: await findBackup(site, ctx.params.id), meta: {} };
  },

  async update(call) {
    const { ctx, site } = call;
    const { id, name } = await findBackup(site, ctx.params.id);
    const change = backupChange(parseBody(ctx, updateBackupSchema));
    await site.backups.update(id, change);
    await audit(call, 'backup.update', id, { name, changed: Object.keys(change).join() });
    return { data: await findBackup(site, id), meta: {} };
  },

  async delete(call) {
    const { force } = parse(deleteBackupQuerySchema, call.ctx.query);
    await deleteOne(call, call.ctx.params.id, force ?? false);
    return { data: null, meta: {} };
  },

  async bulkDelete(call) {
    const { ids, force } = parseBody(call.ctx, bulkDeleteSchema);
    const results: BulkDeleteResult[] = [];
    for (const id of new Set(ids)) {
      try {
        await deleteOne(call, id, force ?? false);
        results.push({ id, deleted: true, error: null });
      } catch (error) {
        results.push({ id, deleted: false, error: failureOf(call, error) });
      }
    }
    return { data: results, meta: {} };
  },

  async cancel(call) {
    const { ctx, site, runner } = call;
    const backup = await findBackup(site, ctx.params.id);
    await cancelJob(runner, backup.id, ['backup', 'verify', 'copy']);
    await audit(call, 'backup.cancel', backup.id, { name: backup.name });
    ctx.status = 202;
    return { data: backup, meta: {} };
  },

  async verify(call) {
    const { ctx, site, runner } = call;
    const backup = await findBackup(site, ctx.params.id);
    await startVerification(site, runner, backup);
    await audit(call, 'backup.verify', backup.id, { name: backup.name });
    ctx.status = 202;
    return { data: backup, meta: {} };
  },

  async log(call) {
    const { id } = await findBackup(call.site, call.ctx.params.id);
    return answerLog(call, id, `backup-${id}.log`);
  },

  async contents({ ctx, site }) {
    return listContents(ctx, site, await findBackup(site, ctx.params.id));
  },

  async rescan(call) {
    const { ctx, site, uploads } = call;
    const result = await rescan(site, uploads.files, actorOf(ctx));
    uploads.kick();
    const { adopted, reading, missing } = result;
    await audit(call, 'backup.rescan', 'all', { adopted, reading, missing });
    return { data: result, meta: {} };
  },
} satisfies Record<string, Handler>;

/** @throws BackupError UNKNOWN_BACKUP, JOB_RUNNING, LAST_GOOD_BACKUP */
async function deleteOne(call: Call, id: string | undefined, force: boolean): Promise<void> {
  const { site, runner } = call;
  const backup = await findBackup(site, id);
  await deleteBackup(site, runner, backup, force);
  await audit(call, 'backup.delete', backup.id, { name: backup.name, force });
}

function failureOf({ site }: Call, thrown: unknown): BulkDeleteResult['error'] {
  const error = asDiskError(thrown);
  if (error instanceof BackupError) return { code: error.code, message: error.message };
  site.warn('A backup could not be deleted.', error);
  return {
    code: 'INTERNAL',
    message: 'Something unexpected went wrong. The log of the server has the details.',
  };
}
