import type { RestoreRecord } from '../catalog/restore-records';
import type { RestoreStatus, RestoreStatusAnswer } from '../contracts/restores';
import type { JobProgress } from '../contracts/jobs';
import { RESTORES_TABLE } from '../database/own-tables';
import { BackupError } from '../errors';
import { hashToken } from '../restore/new-restore';
import type { Site } from '../site';
import type { Call, Handler } from './call';
import { rememberedJob } from './running-restore';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const READABLE_MS = 24 * 3_600_000;

/** How a restore is doing, for whoever has its token: signing in does not work meanwhile. */
export const restoreStatus = {
  async get(call) {
    const { ctx, runner, gate } = call;
    const token = ctx.get('x-restore-token');
    if (!TOKEN.test(token)) throw unknownToken();
    const hash = hashToken(token);
    const job = rememberedJob(hash);
    if (job !== null && runner.current === job) {
      return {
        data: {
          id: job.recordId,
          status: 'running',
          undo: job.kind === 'undo',
          progress: job.progress,
          gate: gate.current,
          result: null,
          error: null,
          startedAt: job.startedAt,
          finishedAt: null,
        },
        meta: {},
      } satisfies RestoreStatusAnswer;
    }
    return fromCatalog(call, hash);
  },
} satisfies Record<string, Handler>;

/** After the end, and for a restore that another instance, or an earlier process, runs or ran. */
async function fromCatalog(call: Call, hash: string): Promise<RestoreStatusAnswer> {
  const { site, runner, gate } = call;
  const [record] = await site.restores.find({ sql: 'status_token_hash = ?', params: [hash] });
  if (record === undefined) throw unknownToken();
  const current = await runner.describeCurrent();
  const running = current?.recordId === record.id && current.kind !== 'delete';
  const undo = running ? current.kind === 'undo' : wasUndo(record);
  const finishedAt = running ? null : await endOf(site, record, undo);
  if (finishedAt !== null && Date.now() - Date.parse(finishedAt) > READABLE_MS) {
    throw unknownToken();
  }
  return {
    data: {
      id: record.id,
      status: running ? 'running' : undo ? undoStatus(record) : record.status,
      undo,
      progress: running ? (current.progress ?? storedProgress(record)) : null,
      gate: gate.current,
      // The result and the times of the record are those of the restore that was undone.
      result: running || undo ? null : record.result,
      error: running ? null : record.error,
      startedAt: running ? current.startedAt : undo ? null : record.startedAt,
      finishedAt,
    },
    meta: {},
  };
}

/** The token of an undo replaces that of its restore, so one of the two is what this is about. */
function wasUndo(record: RestoreRecord): boolean {
  return record.undoneAt !== null || (record.status === 'completed' && record.error !== null);
}

function undoStatus(record: RestoreRecord): RestoreStatus {
  if (record.undoneAt !== null) return 'completed';
  return record.error?.code === 'CANCELLED' ? 'cancelled' : 'failed';
}

/** An undo that failed left its restore as it was; when that was, only the row's stamp tells. */
async function endOf(site: Site, record: RestoreRecord, undo: boolean): Promise<string | null> {
  if (!undo) return record.finishedAt;
  if (record.undoneAt !== null) return record.undoneAt;
  const [row] = await site.connection.all(
    `SELECT updated_at FROM ${RESTORES_TABLE} WHERE document_id = ?`,
    [record.id],
  );
  const stamp = row?.updated_at;
  return stamp == null ? record.finishedAt : new Date(Number(stamp)).toISOString();
}

/** What the other instance has written last; bytes are not written. */
function storedProgress({ step, progress }: RestoreRecord): JobProgress | null {
  if (step === null) return null;
  return {
    step,
    percent: progress,
    bytesDone: 0,
    bytesTotal: 0,
    item: null,
    throughput: null,
    secondsLeft: null,
  };
}

function unknownToken(): BackupError {
  return new BackupError(
    'UNKNOWN_TOKEN',
    'The header X-Restore-Token is missing, or belongs to no restore of the last 24 hours.',
  );
}
