import type { Retention } from '../contracts/settings';

const GIGABYTE = 1e9;

/** A policy as one English sentence. */
export function describeRetention(policy: Retention): string {
  const { keepLast, maxAgeDays, daily, weekly, monthly, yearly, maxTotalSize } = policy;
  const kept = [
    counted(keepLast, 'the newest backup', 'the newest %d backups'),
    counted(maxAgeDays, 'everything of the last day', 'everything of the last %d days'),
    counted(daily, 'one of the newest day', 'one of each of %d days'),
    counted(weekly, 'one of the newest week', 'one of each of %d weeks'),
    counted(monthly, 'one of the newest month', 'one of each of %d months'),
    counted(yearly, 'one of the newest year', 'one of each of %d years'),
  ].filter((part) => part !== null);
  const keeps = kept.length === 0 ? 'Nothing is deleted by age or number' : `Keeps ${joined(kept)}`;
  const cap =
    (maxTotalSize ?? 0) > 0
      ? `; the oldest go when all together take more than ${((maxTotalSize ?? 0) / GIGABYTE).toFixed(1)} GB`
      : '';
  return `${keeps}${cap}. The newest verified one always stays, and so does what is pinned.`;
}

function counted(count: number | null, one: string, many: string): string | null {
  if (count === null || count === 0) return null;
  return count === 1 ? one : many.replace('%d', String(count));
}

function joined(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')}, and ${last}`;
}
