import { BackupError } from '../errors';
import { lastSignOfLife } from '../restore/live-instances';
import type { Site } from '../site';

const SECOND = 1000;

/**
 * A restore under a running Strapi goes through it: what it has in memory would be of the old data.
 *
 * @throws BackupError SITE_RUNNING
 */
export async function refuseWhileRunning({ connection, settings }: Site): Promise<void> {
  const ago = await lastSignOfLife(connection, settings.lease.expiryMs);
  if (ago === null) return;
  const wait = Math.max(1, Math.ceil((settings.lease.expiryMs - ago) / SECOND));
  throw new BackupError(
    'SITE_RUNNING',
    `Strapi is running on this site (seen ${String(Math.round(ago / SECOND))} s ago), so its data cannot be replaced from here. Restore in its Backup tab or over REST; or stop Strapi, then try again. If it was killed, wait ${String(wait)} s.`,
  );
}
