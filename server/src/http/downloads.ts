import { BackupError } from '../errors';
import { audit } from './audit';
import type { Handler } from './call';
import { openArchive } from './download/open-archive';
import { sendArchive } from './download/send-archive';
import { selectRange } from './download/select-range';
import { claimTicket, findTicket, issueTicket } from './download/tickets';
import { findBackup } from './find-record';

/** The archive itself: for scripts with their authorization, for browsers with a ticket. */
export const downloads = {
  async direct(call) {
    const { ctx, site } = call;
    const backup = await findBackup(site, ctx.params.id);
    const archive = await openArchive(site, backup);
    await archive.orClose(async () => {
      const range = selectRange(ctx, archive);
      if (ctx.method === 'GET') {
        await audit(call, 'backup.download', backup.id, { range: rangeText(range) });
      }
      await sendArchive(ctx, archive, range);
    });
    return undefined;
  },

  async issueTicket(call) {
    const { ctx, site } = call;
    const backup = await findBackup(site, ctx.params.id);
    const archive = await openArchive(site, backup);
    await archive.close();
    const { ticket, hash, startBefore } = await issueTicket(site.connection, backup.id);
    await audit(call, 'backup.download-ticket', backup.id, { ticket: shown(hash) });
    return { data: { url: `/backup/tickets/${ticket}`, expiresAt: startBefore }, meta: {} };
  },

  async byTicket(call) {
    const { ctx, site } = call;
    const { ticket = '' } = ctx.params;
    // Strapi's log prints the address of a request when it has been answered.
    ctx.url = '/backup/tickets/…';
    const found = await findTicket(site.connection, ticket);
    const backup = found === null ? null : await site.backups.get(found.backupId);
    if (found === null || backup === null) throw unknownTicket();
    const archive = await openArchive(site, backup);
    await archive.orClose(async () => {
      const range = selectRange(ctx, archive);
      if (ctx.method === 'GET') {
        const claimed = await claimTicket(site.connection, found.hash, range !== null);
        if (!claimed) throw unknownTicket();
        await audit(call, 'backup.download', backup.id, {
          ticket: shown(found.hash),
          range: rangeText(range),
        });
      }
      await sendArchive(ctx, archive, range);
    });
    return undefined;
  },
} satisfies Record<string, Handler>;

/** Enough to find who asked for the ticket, in the note of its issue. */
function shown(hash: string): string {
  return hash.slice(0, 12);
}

function rangeText(range: { readonly start: number; readonly end: number } | null): string | null {
  return range === null ? null : `${String(range.start)}-${String(range.end)}`;
}

function unknownTicket(): BackupError {
  return new BackupError(
    'UNKNOWN_TICKET',
    'This download link is not valid, was used already, or was not used in time. Start the download again from the list of backups.',
  );
}
