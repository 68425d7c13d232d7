import type { RestoreRequest } from '../restore/new-restore';
import { startRestore } from '../restore/start-restore';
import { audit } from './audit';
import type { Call } from './call';
import { presentRestore } from '../restore/present-restore';
import { rememberRestore } from './running-restore';

/** Starts a restore for whoever asks, notes it, and answers with the token that is shown this once. */
export async function beginRestore(call: Call, request: RestoreRequest) {
  const { ctx, site, runner } = call;
  const { record, started, statusToken } = await startRestore(site, runner, request);
  rememberRestore(record, started.job);
  await audit(call, 'restore.start', record.id, {
    backupId: request.backup.id,
    backupName: request.backup.name,
    components: record.components.join(),
    mode: record.mode,
  });
  ctx.status = 202;
  return { data: { ...presentRestore(record), statusToken }, meta: {} };
}
