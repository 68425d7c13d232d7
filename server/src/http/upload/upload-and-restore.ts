import { uploadAndRestoreSchema } from '../../contracts/uploads';
import { BackupError, isErrorCode } from '../../errors';
import { actorOf } from '../actor-of';
import { audit } from '../audit';
import { beginRestore } from '../begin-restore';
import type { Call } from '../call';
import { checkPassword } from '../check-password';
import { findBackup } from '../find-record';
import { parse } from '../parse';
import { receiveForm } from './receive-form';

/**
 * One request: an archive comes in, is taken into the list like every upload, and is restored. Whatever
 * is wrong after it has arrived, it stays: in the list, or to be taken in.
 */
export async function uploadAndRestore(call: Call) {
  const { ctx, site, runner, uploads } = call;
  const running = await runner.describeCurrent();
  if (running !== null) {
    throw new BackupError(
      'JOB_RUNNING',
      `Another job (${running.kind} “${running.name}”) is running. Wait until it is done, then send the archive.`,
      { detail: { jobId: running.id, recordId: running.recordId } },
    );
  }
  const actor = actorOf(ctx);
  const { id, fields } = await receiveForm(ctx, site, uploads.files, actor);
  await audit(call, 'upload.create', id, { size: uploads.get(id).size });
  const { password, ...options } = await parseOrRemove(call, id, fields);
  await checkPassword(call, password).catch(async (error: unknown) => {
    await uploads.files.remove(id);
    throw error;
  });
  const { backupId, error } = await uploads.verdict(id);
  if (backupId === null) throw refusal(error);
  const backup = await findBackup(site, backupId);
  if (ctx.req.socket.destroyed) {
    // Nobody is there to be given the token of the restore, and nobody watches.
    site.warn('The sender of an archive has gone before its restore began; it is in the list.', id);
    return undefined;
  }
  return beginRestore(call, { ...options, backup, actor });
}

async function parseOrRemove({ uploads }: Call, id: string, fields: unknown) {
  try {
    return parse(uploadAndRestoreSchema, fields);
  } catch (error) {
    await uploads.files.remove(id);
    throw error;
  }
}

/** The verdict in the terms of an answer. */
function refusal(error: { code: string; message: string } | null): BackupError {
  const code = error?.code ?? '';
  return new BackupError(
    isErrorCode(code) ? code : 'INTERNAL',
    error?.message ?? 'No reason known.',
  );
}
