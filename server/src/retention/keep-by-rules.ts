import type { Retention } from '../contracts/settings';
import { periodOf, type PeriodRule } from './period-of';
import { componentsOf, type Component, type KeepReason, type Retained } from './retention-reason';

const PERIODS: readonly PeriodRule[] = ['daily', 'weekly', 'monthly', 'yearly'];
const COMPONENTS: readonly Component[] = ['database', 'media'];
const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether a policy has a rule that keeps something; without one nothing is deleted by rules. */
export function hasKeepRules(policy: Retention): boolean {
  const { keepLast, maxAgeDays, daily, weekly, monthly, yearly } = policy;
  return [keepLast, maxAgeDays, daily, weekly, monthly, yearly].some((count) => (count ?? 0) > 0);
}

/**
 * What the rules of a policy keep. Each rule is asked for databases and for media by itself, once among the
 * backups that are verified and once among all that are not known to be damaged: a backup that nobody has read back
 * takes no place from one that is good, and where nothing is ever verified the rules count all the same.
 *
 * @param backups with archives, of one policy, newest first
 * @param zone IANA name: in it days, weeks, months and years begin
 */
export function keepByRules(
  backups: readonly Retained[],
  policy: Retention,
  zone: string,
): Map<string, KeepReason[]> {
  const kept = new Map<string, KeepReason[]>();
  for (const component of COMPONENTS) {
    const usable = backups.filter(
      (backup) => backup.verification !== 'corrupt' && componentsOf(backup).includes(component),
    );
    const verified = usable.filter(({ verification }) => verification === 'verified');
    for (const rule of ['last', 'age', ...PERIODS] as const) {
      const chosen = new Set(
        [usable, verified].flatMap((among) => byRule(rule, among, policy, zone)),
      );
      for (const { id } of chosen) {
        kept.set(id, [...(kept.get(id) ?? []), { code: 'rule', rule, component }]);
      }
    }
  }
  return kept;
}

function byRule(
  rule: 'last' | 'age' | PeriodRule,
  newestFirst: readonly Retained[],
  policy: Retention,
  zone: string,
): readonly Retained[] {
  if (rule === 'last') return newestFirst.slice(0, policy.keepLast ?? 0);
  if (rule === 'age') return youngerThan(newestFirst, policy.maxAgeDays ?? 0);
  return newestOfEach(newestFirst, policy[rule] ?? 0, ({ createdAt }) =>
    periodOf(rule, createdAt, zone),
  );
}

/** Ages count from the newest one: where backups have stopped, nothing gets older. */
function youngerThan(newestFirst: readonly Retained[], days: number): readonly Retained[] {
  const newest = newestFirst[0];
  if (newest === undefined || days === 0) return [];
  const limit = Date.parse(newest.createdAt) - days * DAY_MS;
  return newestFirst.filter(({ createdAt }) => Date.parse(createdAt) >= limit);
}

/** Of the newest periods that have a backup, the newest backup of each. */
function newestOfEach(
  newestFirst: readonly Retained[],
  periods: number,
  periodOfBackup: (backup: Retained) => string,
): readonly Retained[] {
  const seen = new Map<string, Retained>();
  for (const backup of newestFirst) {
    if (seen.size >= periods) break;
    const period = periodOfBackup(backup);
    if (!seen.has(period)) seen.set(period, backup);
  }
  return [...seen.values()];
}
