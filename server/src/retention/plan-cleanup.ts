import type { Backup } from '../contracts/backups';
import type { Retention } from '../contracts/settings';
import { fitUnderCap } from './fit-under-cap';
import { newestFirst } from './newest-first';
import {
  planRetention,
  type RetentionContext,
  type RetentionDecision,
  type RetentionPlan,
} from './plan-retention';
import type { Retained } from './retention-reason';

/** Of a schedule what retention has to know; with a policy of null it is the default one. */
export interface RetainingSchedule {
  readonly id: string;
  readonly zone: string;
  readonly retention: Retention | null;
}

export interface CleanupRules extends RetentionContext {
  readonly schedules: readonly RetainingSchedule[];
  /** For what people make by hand, and for schedules without a policy of their own. */
  readonly retention: Retention;
  /** Bytes that all archives may take together; null: no cap. */
  readonly maxTotalSize: number | null;
}

/**
 * What is to be deleted of all backups of a site: each schedule's by its own policy and by themselves, so that one
 * that runs every hour does not take the places of one that runs once a day; those made by hand, and those of
 * schedules that are gone, by the default policy. The cap on everything comes last.
 */
export function planCleanup(
  backups: readonly (Retained & Pick<Backup, 'schedule'>)[],
  rules: CleanupRules,
): RetentionPlan {
  const known = new Map(rules.schedules.map((schedule) => [schedule.id, schedule]));
  const groups = new Map<string, Retained[]>();
  for (const backup of backups) {
    const group = known.has(backup.schedule ?? '') ? (backup.schedule ?? '') : '';
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [backup]);
    else members.push(backup);
  }
  const plans = [...groups].map(([group, members]) => {
    const schedule = known.get(group);
    return planRetention(members, schedule?.retention ?? rules.retention, {
      ...rules,
      zone: schedule?.zone ?? rules.zone,
    });
  });
  const decided = new Map<string, RetentionDecision>(
    plans.flatMap(({ decisions }) => decisions.map((decision) => [decision.id, decision] as const)),
  );
  const sorted = newestFirst(backups);
  const decisions = sorted.flatMap(({ id }) => decided.get(id) ?? []);
  const { decisions: final, overCap } = fitUnderCap(sorted, decisions, rules.maxTotalSize);
  return { decisions: final, overCap: overCap || plans.some((plan) => plan.overCap) };
}
