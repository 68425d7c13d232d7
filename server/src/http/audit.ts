import { pageOfNotes } from '../catalog/audit-trail';
import { keepNote } from '../catalog/keep-note';
import { listAuditSchema, type AuditAction, type AuditNote } from '../contracts/audit';
import { actorOf } from './actor-of';
import type { Call, Handler } from './call';
import { auditFilter } from '../catalog/list-filter';
import { pageMeta } from './page-meta';
import { parse } from './parse';

/**
 * Notes who did what, and from where. What was done stays done when the note fails; the log of the
 * server says so then.
 *
 * @param subject id of the backup, upload or restore
 * @param detail never secrets
 */
export async function audit(
  { site, ctx }: Call,
  action: AuditAction,
  subject: string,
  detail: AuditNote['detail'] = {},
): Promise<void> {
  await keepNote(site, { action, subject, actor: actorOf(ctx), origin: ctx.ip, detail });
}

export const auditTrail = {
  async list({ ctx, site }) {
    const query = parse(listAuditSchema, ctx.query);
    const { page, pageSize } = query;
    const found = await pageOfNotes(site.connection, auditFilter(query), page, pageSize);
    return { data: found.items, meta: { pagination: pageMeta(query, found.total) } };
  },
} satisfies Record<string, Handler>;
