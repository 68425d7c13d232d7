import fc from 'fast-check';
import { hasKeepRules } from '../../../server/src/retention/keep-by-rules';
import {
  planRetention,
  type RetentionContext,
  type RetentionPlan,
} from '../../../server/src/retention/plan-retention';
import type { Retained } from '../../../server/src/retention/retention-reason';
import {
  anyBackups,
  anyPolicy,
  anyRules,
  anyZone,
  CONTEXT,
  DAY_MS,
  NOW,
  policyOf,
  retained,
} from './retained-backups';

const EMPTY = policyOf({});

function deletedBy({ decisions }: RetentionPlan): string[] {
  return decisions.filter(({ reasons }) => reasons.length === 0).map(({ id }) => id);
}

function left(backups: readonly Retained[], plan: RetentionPlan): Retained[] {
  const gone = new Set(deletedBy(plan));
  return backups.filter(({ id }) => !gone.has(id));
}

/** Made here, by itself, and not of a future that a wrong clock has made. */
function isOwn({ origin, createdAt }: Retained): boolean {
  return ['schedule', 'manual', 'cli'].includes(origin) && Date.parse(createdAt) <= NOW;
}

const anyContext: fc.Arbitrary<RetentionContext> = fc.record({
  now: fc.constant(NOW),
  zone: anyZone,
  keepSafety: fc.integer({ min: 1, max: 5 }),
  keepSafetyMs: fc.constantFrom(0, 3 * DAY_MS),
});

describe('retention, whatever the backups, the policy and the zone', () => {
  test('never takes the newest verified database or media of the site', () => {
    fc.assert(
      fc.property(anyBackups, anyPolicy, anyContext, (backups, policy, context) => {
        const plan = planRetention(backups, policy, context);
        for (const component of ['database', 'media'] as const) {
          const good = backups.filter(
            (backup) =>
              isOwn(backup) &&
              backup.status === 'completed' &&
              backup.verification === 'verified' &&
              (backup.type === 'full' || backup.type === component),
          );
          const newest = Math.max(...good.map(({ createdAt }) => Date.parse(createdAt)));
          const stays = left(good, plan).map(({ createdAt }) => Date.parse(createdAt));
          if (good.length > 0) expect(stays).toContain(newest);
        }
      }),
    );
  });

  test('never takes what is pinned, under way, brought, or among the newest safety backups', () => {
    fc.assert(
      fc.property(anyBackups, anyPolicy, anyContext, (backups, policy, context) => {
        const gone = new Set(deletedBy(planRetention(backups, policy, context)));
        const safety = backups
          .filter(({ origin, status }) => origin === 'safety' && status === 'completed')
          .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
          .slice(context.keepSafety)
          .map(({ createdAt }) => createdAt);
        for (const backup of backups.filter(({ id }) => gone.has(id))) {
          expect(backup).toMatchObject({ pinned: false, status: 'completed' });
          expect(['upload', 'found']).not.toContain(backup.origin);
          expect(Date.parse(backup.createdAt)).toBeLessThanOrEqual(NOW + 5 * 60_000);
          if (backup.origin === 'safety') expect(safety).toContain(backup.createdAt);
        }
      }),
    );
  });

  test('says the same in any order', () => {
    const shuffled = anyBackups.chain((backups) =>
      fc.tuple(
        fc.constant(backups),
        fc.shuffledSubarray(backups, { minLength: backups.length, maxLength: backups.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, anyPolicy, ([backups, other], policy) => {
        expect(planRetention(other, policy, CONTEXT)).toEqual(
          planRetention(backups, policy, CONTEXT),
        );
      }),
    );
  });

  test('has nothing more to delete once it has been done', () => {
    fc.assert(
      fc.property(anyBackups, anyPolicy, anyContext, (backups, policy, context) => {
        const rest = left(backups, planRetention(backups, policy, context));
        expect(deletedBy(planRetention(rest, policy, context))).toEqual([]);
      }),
    );
  });

  test('one rule more never deletes more', () => {
    fc.assert(
      fc.property(anyBackups, anyRules, anyRules, (backups, one, other) => {
        fc.pre(hasKeepRules(one));
        const larger = (a: number | null, b: number | null) => Math.max(a ?? 0, b ?? 0) || null;
        const both = policyOf({
          keepLast: larger(one.keepLast, other.keepLast),
          maxAgeDays: larger(one.maxAgeDays, other.maxAgeDays),
          daily: larger(one.daily, other.daily),
          weekly: larger(one.weekly, other.weekly),
          monthly: larger(one.monthly, other.monthly),
          yearly: larger(one.yearly, other.yearly),
        });
        const before = deletedBy(planRetention(backups, one, CONTEXT));
        const after = deletedBy(planRetention(backups, both, CONTEXT));
        expect(before).toEqual(expect.arrayContaining(after));
      }),
    );
  });

  test('time alone deletes nothing: neither a clock that jumps nor months of failures', () => {
    fc.assert(
      fc.property(
        anyBackups,
        anyPolicy,
        fc.integer({ min: 0, max: 3650 }),
        (backups, policy, days) => {
          const past = backups.filter(({ createdAt }) => Date.parse(createdAt) <= NOW);
          const failures = Array.from({ length: 60 }, (_, day) =>
            retained(`f${String(day)}`, new Date(NOW + day * DAY_MS).toISOString(), {
              status: 'failed',
              fileName: null,
              size: null,
            }),
          );
          const later = { ...CONTEXT, now: NOW + days * DAY_MS };
          expect(deletedBy(planRetention([...past, ...failures], policy, later))).toEqual(
            deletedBy(planRetention(past, policy, CONTEXT)),
          );
        },
      ),
    );
  });

  test('without rules everything stays but old safety backups, and each has its reason', () => {
    fc.assert(
      fc.property(anyBackups, anyContext, (backups, context) => {
        const plan = planRetention(backups, EMPTY, context);
        const gone = new Set(deletedBy(plan));
        expect(backups.filter(({ id, origin }) => gone.has(id) && origin !== 'safety')).toEqual([]);
        expect(plan.overCap).toBe(false);
      }),
    );
  });

  test('what is over the cap is the oldest that nothing protects', () => {
    fc.assert(
      fc.property(
        anyBackups,
        anyRules,
        fc.integer({ min: 1, max: 5000 }),
        (backups, rules, cap) => {
          const uncapped = left(backups, planRetention(backups, rules, CONTEXT));
          const plan = planRetention(backups, { ...rules, maxTotalSize: cap }, CONTEXT);
          const kept = left(backups, plan);
          const size = kept.reduce((sum, backup) => sum + (backup.size ?? 0), 0);
          expect(plan.overCap).toBe(size > cap);
          const removed = uncapped.filter((backup) => !kept.includes(backup));
          const newest = Math.max(...removed.map(({ createdAt }) => Date.parse(createdAt)));
          const alone = planRetention(backups, { ...rules, maxTotalSize: 1 }, CONTEXT);
          const free = new Set(deletedBy(alone));
          // Everything that could have gone instead is not older than what has gone.
          for (const backup of kept.filter(({ id }) => free.has(id))) {
            expect(Date.parse(backup.createdAt)).toBeGreaterThanOrEqual(newest);
          }
        },
      ),
    );
  });
});

describe('retention of', () => {
  const HOUR_MS = DAY_MS / 24;
  const nightly = (days: number, change: Partial<Retained> = {}): Retained[] =>
    Array.from({ length: days }, (_, day) =>
      retained(
        `n${String(day).padStart(3, '0')}`,
        new Date(NOW - day * DAY_MS).toISOString(),
        change,
      ),
    );
  const keptDays = (backups: Retained[], plan: RetentionPlan): string[] =>
    left(backups, plan).map(({ createdAt }) => createdAt.slice(0, 10));

  test('nights that nobody has verified: they are counted all the same', () => {
    const backups = nightly(10, { verification: 'unverified' });
    const plan = planRetention(backups, policyOf({ keepLast: 3 }), CONTEXT);
    expect(keptDays(backups, plan)).toEqual(['2026-11-26', '2026-11-25', '2026-11-24']);
  });

  test('nights of which only an old one is verified: it takes no place from the newer ones', () => {
    const backups = nightly(10).map((backup, day) =>
      day === 7 ? backup : { ...backup, verification: 'unverified' as const },
    );
    const plan = planRetention(backups, policyOf({ keepLast: 2 }), CONTEXT);
    expect(keptDays(backups, plan)).toEqual(['2026-11-26', '2026-11-25', '2026-11-19']);
  });

  test('databases each hour and media each week: neither takes the places of the other', () => {
    const hourly = Array.from({ length: 48 }, (_, hour) =>
      retained(`h${String(hour)}`, new Date(NOW - hour * HOUR_MS).toISOString(), {
        type: 'database',
      }),
    );
    const weekly = Array.from({ length: 5 }, (_, week) =>
      retained(`w${String(week)}`, new Date(NOW - week * 7 * DAY_MS).toISOString(), {
        type: 'media',
      }),
    );
    const plan = planRetention([...hourly, ...weekly], policyOf({ keepLast: 3 }), CONTEXT);
    expect(left([...hourly, ...weekly], plan).map(({ id }) => id)).toEqual([
      ...['h0', 'h1', 'h2', 'w0', 'w1', 'w2'],
    ]);
  });

  test('a site that has stopped making backups keeps those that it has', () => {
    const backups = nightly(10);
    const later = { ...CONTEXT, now: NOW + 400 * DAY_MS };
    const plan = planRetention(backups, policyOf({ maxAgeDays: 30 }), later);
    expect(deletedBy(plan)).toEqual([]);
  });

  test('safety backups of one night: all of them, as long as they are young', () => {
    const spree = Array.from({ length: 6 }, (_, hour) =>
      retained(`s${String(hour)}`, new Date(NOW - hour * HOUR_MS).toISOString(), {
        origin: 'safety',
      }),
    );
    const days = (keepSafetyMs: number) =>
      planRetention(spree, EMPTY, { ...CONTEXT, keepSafetyMs });
    expect(deletedBy(days(3 * DAY_MS))).toEqual([]);
    expect(deletedBy(days(0))).toEqual(['s2', 's3', 's4', 's5']);
  });

  test('a damaged one keeps nothing and is nobody’s newest', () => {
    const [newest, ...others] = nightly(4);
    const backups = [{ ...newest!, verification: 'corrupt' as const }, ...others];
    const plan = planRetention(backups, policyOf({ keepLast: 1 }), CONTEXT);
    expect(keptDays(backups, plan)).toEqual(['2026-11-25']);
  });

  test('days are those of the zone, also the long and the short one of the year', () => {
    const at = (id: string, createdAt: string) => retained(id, createdAt);
    // In Berlin 25 October has 25 hours, from 22:00 UTC to 23:00 UTC; 29 March has 23.
    const backups = [
      at('d', '2026-10-25T23:30:00Z'),
      at('c', '2026-10-25T22:30:00Z'),
      at('b', '2026-10-24T22:30:00Z'),
      at('a', '2026-10-24T21:30:00Z'),
    ];
    const kept = (zone: string) =>
      left(backups, planRetention(backups, policyOf({ daily: 4 }), { ...CONTEXT, zone })).map(
        ({ id }) => id,
      );
    expect(kept('Europe/Berlin')).toEqual(['d', 'c', 'a']);
    expect(kept('UTC')).toEqual(['d', 'b']);
  });

  test('two years of nights, with a policy of grandfather, father and son', () => {
    const backups = nightly(730);
    const policy = policyOf({ keepLast: 2, daily: 7, weekly: 4, monthly: 6, yearly: 2 });
    const { decisions } = planRetention(backups, policy, CONTEXT);
    const lines = decisions
      .filter(({ reasons }) => reasons.length > 0)
      .map(({ id, reasons }) => {
        const { createdAt } = backups.find((backup) => backup.id === id)!;
        const ofDatabase = reasons.flatMap((reason) =>
          'component' in reason && reason.component === 'database'
            ? [reason.code === 'rule' ? reason.rule : reason.code]
            : [],
        );
        return `${createdAt.slice(0, 10)} ${ofDatabase.join(' ')}`;
      });
    expect(lines).toMatchInlineSnapshot(`
     [
       "2026-11-26 newest-verified last daily weekly monthly yearly",
       "2026-11-25 last daily",
       "2026-11-24 daily",
       "2026-11-23 daily",
       "2026-11-22 daily weekly",
       "2026-11-21 daily",
       "2026-11-20 daily",
       "2026-11-15 weekly",
       "2026-11-08 weekly",
       "2026-10-31 monthly",
       "2026-09-30 monthly",
       "2026-08-31 monthly",
       "2026-07-31 monthly",
       "2026-06-30 monthly",
       "2025-12-31 yearly",
     ]
    `);
  });
});
