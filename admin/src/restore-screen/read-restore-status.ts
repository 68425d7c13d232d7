import type { RestoreStatusAnswer } from '../../../server/src/contracts/restores';
import { serverAddress } from '../api/server-address';

export type RestoreStatusReading =
  | { kind: 'answer'; status: RestoreStatusAnswer['data'] }
  /** The server refused the token: the restore is unknown, or its end is more than a day ago. */
  | { kind: 'unknown' }
  /** No answer, or one that says "later": expected while the data are being swapped. */
  | { kind: 'silent' };

/**
 * Asks how a restore goes. A plain request with the restore's own token: it needs no session, and
 * so it cannot end one.
 */
export async function readRestoreStatus(
  token: string,
  signal: AbortSignal,
): Promise<RestoreStatusReading> {
  try {
    const answer = await fetch(`${serverAddress()}/backup/restore-status`, {
      headers: { 'X-Restore-Token': token },
      cache: 'no-store',
      signal,
    });
    if (answer.status === 401 || answer.status === 404) return { kind: 'unknown' };
    if (!answer.ok) return { kind: 'silent' };
    const body = (await answer.json()) as RestoreStatusAnswer;
    return { kind: 'answer', status: body.data };
  } catch {
    return { kind: 'silent' };
  }
}
