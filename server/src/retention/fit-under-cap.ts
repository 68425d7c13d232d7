import type { RetentionDecision, RetentionPlan } from './plan-retention';
import type { Retained } from './retention-reason';

/**
 * Gives up what does not fit, the oldest first; what is protected stays.
 *
 * @param sorted newest first
 * @param decisions of the same backups, in the same order
 * @param cap bytes; null or 0: there is none
 */
export function fitUnderCap(
  sorted: readonly Pick<Retained, 'id' | 'size'>[],
  decisions: readonly RetentionDecision[],
  cap: number | null,
): RetentionPlan {
  if (cap === null || cap === 0) return { decisions, overCap: false };
  const sizes = new Map(sorted.map(({ id, size }) => [id, size ?? 0]));
  const sizeOf = ({ id }: RetentionDecision): number => sizes.get(id) ?? 0;
  let total = decisions
    .filter(({ reasons }) => reasons.length > 0)
    .reduce((sum, decision) => sum + sizeOf(decision), 0);
  const oldestFirst = [...decisions].reverse().map((decision) => {
    const stays = decision.reasons.length > 0;
    if (total <= cap || !stays || decision.protected) return decision;
    total -= sizeOf(decision);
    return { ...decision, reasons: [] };
  });
  return { decisions: oldestFirst.reverse(), overCap: total > cap };
}
