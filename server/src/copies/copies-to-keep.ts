import type { Backup } from '../contracts/backups';
import { planRetention } from '../retention/plan-retention';
import { retentionContext } from '../retention/retention-context';
import type { Site } from '../site';
import { hasCopy, isOnlyCopied } from './copy-state';

/** What this site makes by itself or by hand; safety backups are for a few days, the others are somebody's. */
const COPIED: readonly Backup['origin'][] = ['manual', 'schedule', 'cli'];

/**
 * The backups that belong into the second folder, newest first: all that are there to be kept, or, with a policy of
 * its own, what that keeps.
 */
export async function copiesToKeep(site: Site): Promise<Backup[]> {
  const all = await site.backups.find({ sql: `status = 'completed'`, params: [] });
  const copied = all.filter(
    (backup) =>
      COPIED.includes(backup.origin) &&
      backup.fileName !== null &&
      (hasCopy(backup) || !isOnlyCopied(backup)),
  );
  const policy = site.settings.secondRetention;
  if (policy === null) return copied;
  const { decisions } = planRetention(copied, policy, retentionContext(site));
  const kept = new Set(decisions.filter(({ reasons }) => reasons.length > 0).map(({ id }) => id));
  return copied.filter((backup) => kept.has(backup.id) || isLastGood(backup));
}

/** What was found to be corrupt is the archive in the backup folder: its copy is what is left of the backup. */
function isLastGood(backup: Backup): boolean {
  return backup.verification === 'corrupt' && hasCopy(backup) && !isOnlyCopied(backup);
}
