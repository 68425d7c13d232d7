import { BackupError } from '../errors';
import { unknownUpload } from '../upload/adopt-upload';
import { actorOf } from './actor-of';
import { audit } from './audit';
import type { Call, Handler } from './call';
import { handleTus, type TusRequest } from './upload/tus-server';

/** Archives on their way in: resumable (tus 1.0), and what becomes of them. */
export const uploads = {
  async list({ uploads: queue }) {
    return { data: queue.list(), meta: {} };
  },

  async create(call) {
    const { created } = await receive(call, null);
    if (created === null) return undefined;
    const { id, fileName, size } = created;
    await audit(call, 'upload.create', id, { fileName, size });
    return undefined;
  },

  async get(call) {
    const { ctx, uploads: queue } = call;
    const id = idOf(call);
    if (ctx.method !== 'HEAD') return { data: queue.get(id), meta: {} };
    await receive(call, id);
    return undefined;
  },

  async receive(call) {
    await receive(call, idOf(call));
    return undefined;
  },

  async delete(call) {
    const { ctx, runner, uploads: queue } = call;
    const id = idOf(call);
    const { fileName } = queue.get(id);
    const job = runner.current;
    if (job?.recordId === id) {
      job.cancel();
      await queue.settledDown();
    } else if ((await runner.describeCurrent())?.recordId === id) throw checkedElsewhere();
    await queue.files.remove(id);
    await audit(call, 'upload.delete', id, { fileName });
    ctx.set('Tus-Resumable', '1.0.0');
    ctx.status = 204;
    return undefined;
  },
} satisfies Record<string, Handler>;

/** Hands a request over to the protocol; when the last byte is there, the archive is taken in. */
async function receive({ ctx, site, uploads: queue }: Call, id: string | null) {
  const request: TusRequest = { actor: actorOf(ctx), id, created: null, finished: false };
  // The library answers by itself.
  ctx.respond = false;
  await handleTus(site, ctx.req, ctx.res, request);
  if (request.finished) queue.kick();
  return request;
}

function idOf({ ctx }: Call): string {
  const { id = '' } = ctx.params;
  if (!/^[a-z0-9]{24}$/.test(id)) throw unknownUpload();
  return id;
}

function checkedElsewhere(): BackupError {
  return new BackupError(
    'NOT_CANCELLABLE',
    'The archive is being checked by another instance of this site. Delete the backup when it is in the list.',
  );
}
