import {
  createRestoreSchema,
  listRestoresSchema,
  planRestoreSchema,
  undoRestoreSchema,
} from '../contracts/restores';
import { findArchive } from '../copies/find-archive';
import { BackupError } from '../errors';
import { confirmRestore } from '../restore/confirm-restore';
import { databaseChoices, newRestore } from '../restore/new-restore';
import { planChanges } from '../restore/plan-changes';
import { planRestore } from '../restore/plan-restore';
import { canUndo } from '../restore/run-undo';
import { startUndo } from '../restore/start-restore';
import { actorOf } from './actor-of';
import { answerLog } from './answer-log';
import { audit } from './audit';
import { beginRestore } from './begin-restore';
import type { Handler } from './call';
import { cancelJob } from './cancel-job';
import { checkPassword } from './check-password';
import { findBackup, findRestore } from './find-record';
import { restoreFilter } from '../catalog/list-filter';
import { pageMeta } from './page-meta';
import { parse } from './parse';
import { parseBody } from './parse-body';
import { presentRestore } from '../restore/present-restore';
import { readSidecar } from '../archive/read-sidecar';
import { rememberRestore } from './running-restore';
import { uploadAndRestore } from './upload/upload-and-restore';
import { whileAsked } from './while-asked';

export const restores = {
  async list({ ctx, site }) {
    const query = parse(listRestoresSchema, ctx.query);
    const found = await site.restores.page(
      restoreFilter(query),
      query.sort,
      query.page,
      query.pageSize,
    );
    return {
      data: found.items.map(presentRestore),
      meta: { pagination: pageMeta(query, found.total) },
    };
  },

  async get({ ctx, site }) {
    return { data: presentRestore(await findRestore(site, ctx.params.id)), meta: {} };
  },

  async log(call) {
    const { id } = await findRestore(call.site, call.ctx.params.id);
    return answerLog(call, id, `restore-${id}.log`);
  },

  async plan({ ctx, site }) {
    const body = parseBody(ctx, planRestoreSchema);
    const backup = await findBackup(site, body.backupId);
    const wanted = newRestore({ ...body, backup, actor: null });
    const file = await findArchive(site, backup);
    const { manifest } = await readSidecar(file);
    const choices = databaseChoices(body);
    const plan = await planRestore(site, manifest, wanted, choices);
    const changes = await whileAsked(ctx, (signal) =>
      planChanges(site, { file, manifest }, wanted, signal),
    );
    return { data: { ...plan, ...changes }, meta: {} };
  },

  async create(call) {
    const { ctx, site } = call;
    const { backupId, password, acknowledge, ...body } = parseBody(ctx, createRestoreSchema);
    const backup = await findBackup(site, backupId);
    if (acknowledge !== undefined && acknowledge.trim() !== backup.name.trim()) {
      throw new BackupError(
        'INVALID_INPUT',
        'The name that was typed is not the name of the backup. Nothing was changed.',
        { field: 'acknowledge' },
      );
    }
    await checkPassword(call, password);
    return beginRestore(call, { ...body, backup, actor: actorOf(ctx) });
  },

  uploadAndRestore,

  async undo(call) {
    const { ctx, site, runner } = call;
    const body = parseBody(ctx, undoRestoreSchema);
    const restore = await findRestore(site, ctx.params.id);
    if (!canUndo(restore)) {
      throw new BackupError(
        'NOT_UNDOABLE',
        'There is nothing to undo: this restore changed nothing, was undone already, or the data from before it are no longer kept.',
      );
    }
    await checkPassword(call, body.password);
    const begun = await startUndo(site, runner, {
      restore,
      safetyBackup: body.safetyBackup ?? site.settings.safetyBackup,
      forbiddenObjects: body.forbiddenObjects ?? 'refuse',
      actor: actorOf(ctx),
    });
    rememberRestore(begun.record, begun.started.job);
    await audit(call, 'restore.undo', restore.id, { backupName: restore.backupName });
    ctx.status = 202;
    return { data: { ...presentRestore(begun.record), statusToken: begun.statusToken }, meta: {} };
  },

  async confirm(call) {
    const { ctx, site, runner } = call;
    const restore = await findRestore(site, ctx.params.id);
    await confirmRestore(site, runner, restore);
    await audit(call, 'restore.confirm', restore.id, { backupName: restore.backupName });
    return { data: presentRestore(await findRestore(site, restore.id)), meta: {} };
  },

  async cancel(call) {
    const { ctx, site, runner } = call;
    const restore = await findRestore(site, ctx.params.id);
    await cancelJob(runner, restore.id, ['restore', 'undo']);
    await audit(call, 'restore.cancel', restore.id, { backupName: restore.backupName });
    ctx.status = 202;
    return { data: presentRestore(restore), meta: {} };
  },
} satisfies Record<string, Handler>;
