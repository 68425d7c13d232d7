import fc from 'fast-check';
import type { Retention } from '../../../server/src/contracts/settings';
import { retentionSchema } from '../../../server/src/contracts/settings';
import type { Retained } from '../../../server/src/retention/retention-reason';

export const NOW = Date.parse('2026-11-26T12:00:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;

export const CONTEXT = { now: NOW, zone: 'Europe/Berlin', keepSafety: 2, keepSafetyMs: 0 };

/** A verified full backup of a schedule, unless said otherwise. */
export function retained(id: string, createdAt: string, change: Partial<Retained> = {}): Retained {
  return {
    id,
    createdAt,
    type: 'full',
    status: 'completed',
    origin: 'schedule',
    verification: 'verified',
    pinned: false,
    size: 100,
    fileName: `${id}.tar.gz`,
    ...change,
  };
}

export function policyOf(rules: Partial<Retention>): Retention {
  return retentionSchema.parse(rules);
}

/** Backups of some years, of every kind, some with a date that is still to come. */
export const anyBackups: fc.Arbitrary<Retained[]> = fc
  .array(
    fc.record({
      minutesAgo: fc.integer({ min: -3 * 24 * 60, max: 900 * 24 * 60 }),
      type: fc.constantFrom('full' as const, 'database' as const, 'media' as const),
      status: fc.constantFrom(
        ...(['completed', 'completed', 'completed', 'failed', 'cancelled', 'running'] as const),
      ),
      origin: fc.constantFrom(
        ...(['schedule', 'schedule', 'manual', 'cli', 'safety', 'upload', 'found'] as const),
      ),
      verification: fc.constantFrom('verified' as const, 'unverified' as const, 'corrupt' as const),
      pinned: fc.boolean(),
      size: fc.integer({ min: 0, max: 1000 }),
    }),
    { maxLength: 60 },
  )
  .map((drawn) =>
    drawn.map(({ minutesAgo, status, ...rest }, index) =>
      retained(
        `b${String(index).padStart(3, '0')}`,
        new Date(NOW - minutesAgo * 60_000).toISOString(),
        {
          ...rest,
          status,
          fileName: status === 'completed' ? `${String(index)}.tar.gz` : null,
        },
      ),
    ),
  );

const count = (max: number) => fc.option(fc.integer({ min: 0, max }));

/** Rules that keep, without a cap. */
export const anyRules: fc.Arbitrary<Retention> = fc.record({
  keepLast: count(6),
  maxAgeDays: fc.option(fc.integer({ min: 1, max: 400 })),
  daily: count(10),
  weekly: count(8),
  monthly: count(12),
  yearly: count(3),
  maxTotalSize: fc.constant(null),
});

export const anyPolicy: fc.Arbitrary<Retention> = fc
  .tuple(anyRules, fc.option(fc.integer({ min: 0, max: 5000 })))
  .map(([rules, maxTotalSize]) => ({ ...rules, maxTotalSize }));

export const anyZone = fc.constantFrom(
  ...['UTC', 'Europe/Berlin', 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu'],
);

export { DAY_MS };
