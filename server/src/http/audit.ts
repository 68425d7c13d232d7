import { nowExpression } from '../database/connection';
import { AUDIT_TABLE } from '../database/own-tables';
import { randomId } from '../random-id';
import { actorOf } from './actor-of';
import type { Call } from './call';

export type AuditAction =
  | 'backup.create'
  | 'backup.delete'
  | 'backup.cancel'
  | 'backup.download'
  | 'backup.download-ticket'
  | 'upload.create'
  | 'upload.delete'
  | 'restore.start'
  | 'restore.undo'
  | 'restore.confirm'
  | 'restore.cancel';

const ORIGIN_MAX = 64;

/**
 * Notes who did what, and from where. What was done stays done when the note fails; the log of the
 * server says so then.
 *
 * @param subject id of the backup or restore
 * @param detail never secrets
 */
export async function audit(
  { site, ctx }: Call,
  action: AuditAction,
  subject: string,
  detail: Readonly<Record<string, string | number | boolean | null>> = {},
): Promise<void> {
  const now = nowExpression(site.connection.kind);
  try {
    await site.connection.run(
      `INSERT INTO ${AUDIT_TABLE} (id, at, action, subject, actor, origin, detail)
       VALUES (?, ${now}, ?, ?, ?, ?, ?)`,
      [
        randomId(),
        action,
        subject,
        JSON.stringify(actorOf(ctx)),
        ctx.ip.slice(0, ORIGIN_MAX),
        JSON.stringify(detail),
      ],
    );
  } catch (error) {
    site.warn(`The audit trail has no note of ${action} ${subject}.`, error);
  }
}
