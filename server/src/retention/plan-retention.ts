import type { Retention } from '../contracts/settings';
import { fitUnderCap } from './fit-under-cap';
import { keepByRules, hasKeepRules } from './keep-by-rules';
import { newestFirst } from './newest-first';
import { isBrought, isFuture, isOfThisSite, newestVerified } from './newest-verified';
import type { KeepReason, Retained } from './retention-reason';

export interface RetentionContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** IANA name: in it days, weeks, months and years begin. */
  readonly zone: string;
  /** So many safety backups are kept, whatever the policy says. */
  readonly keepSafety: number;
  /**
   * And all that are younger than this, in milliseconds: after several restores in one night it is the first one of
   * them that has what was lost.
   */
  readonly keepSafetyMs: number;
}

export interface RetentionDecision {
  readonly id: string;
  /** Why it stays; empty when it is to be deleted. */
  readonly reasons: readonly KeepReason[];
  /** Whether no rule and no cap may take it. */
  readonly protected: boolean;
}

export interface RetentionPlan {
  /** One for each backup, newest first. */
  readonly decisions: readonly RetentionDecision[];
  /** What is protected takes more room than allowed: somebody has to be told. */
  readonly overCap: boolean;
}

/**
 * What is to be deleted, and why the rest stays. Pure: the same answer for the same question, in whatever order the
 * backups come.
 *
 * Protected is what no rule can take: what is unfinished, pinned, or was brought by somebody; the newest verified
 * database and the newest verified media of this site; the newest safety backups. Of the others stays what
 * any rule keeps, as far as it fits under the cap.
 *
 * @param backups all of one target that this policy is about, with those that are protected
 */
export function planRetention(
  backups: readonly Retained[],
  policy: Retention,
  context: RetentionContext,
): RetentionPlan {
  const sorted = newestFirst(backups);
  const protections = protect(sorted, context);
  const counted = sorted.filter((backup) => isCounted(backup, context));
  const byRules = hasKeepRules(policy) ? keepByRules(counted, policy, context.zone) : null;
  const reasonsOf = (backup: Retained): KeepReason[] => {
    const own = protections.get(backup.id) ?? [];
    if (!isCounted(backup, context)) return own;
    return [...own, ...(byRules === null ? [NO_POLICY] : (byRules.get(backup.id) ?? []))];
  };
  const decisions = sorted.map((backup) => ({
    id: backup.id,
    reasons: reasonsOf(backup),
    protected: protections.has(backup.id),
  }));
  return fitUnderCap(sorted, decisions, policy.maxTotalSize);
}

const NO_POLICY: KeepReason = { code: 'no-policy' };

/** Whether it is for the rules to decide about it, and takes a place in them. */
function isCounted(backup: Retained, context: RetentionContext): boolean {
  return hasArchive(backup) && isOfThisSite(backup, context.now);
}

function hasArchive({ status, fileName }: Retained): boolean {
  return status === 'completed' && fileName !== null;
}

function protect(
  sorted: readonly Retained[],
  context: RetentionContext,
): ReadonlyMap<string, KeepReason[]> {
  const reasons = new Map<string, KeepReason[]>();
  const add = (backup: Retained, reason: KeepReason): void => {
    reasons.set(backup.id, [...(reasons.get(backup.id) ?? []), reason]);
  };
  for (const backup of sorted) {
    if (backup.status === 'running' || backup.status === 'pending')
      add(backup, { code: 'unfinished' });
    else if (!hasArchive(backup)) add(backup, { code: 'no-archive' });
    if (backup.pinned) add(backup, { code: 'pinned' });
    if (isBrought(backup)) add(backup, { code: 'brought' });
    if (isFuture(backup, context.now)) add(backup, { code: 'future' });
  }
  const safety = sorted.filter((backup) => backup.origin === 'safety' && hasArchive(backup));
  for (const [index, backup] of safety.entries()) {
    const isYoung = Date.parse(backup.createdAt) > context.now - context.keepSafetyMs;
    if (index < context.keepSafety || isYoung) add(backup, { code: 'safety' });
  }
  for (const component of ['database', 'media'] as const) {
    const newest = newestVerified(
      sorted.filter((backup) => isOfThisSite(backup, context.now)),
      component,
    );
    if (newest !== undefined) add(newest, { code: 'newest-verified', component });
  }
  return reasons;
}
