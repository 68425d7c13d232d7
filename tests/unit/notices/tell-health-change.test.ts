import type { Health } from '../../../server/src/contracts/health';
import { settingsSchema } from '../../../server/src/contracts/settings';
import { siteHealth } from '../../../server/src/health/site-health';
import { tellHealthChange } from '../../../server/src/health/tell-health-change';
import { noteUnhealthy, noteWell } from '../../../server/src/health/told-health';
import type { Site } from '../../../server/src/site';
import { healthOf, reason } from './sample-notices';

jest.mock('../../../server/src/health/site-health', () => ({ siteHealth: jest.fn() }));
jest.mock('../../../server/src/health/told-health', () => ({
  noteUnhealthy: jest.fn(),
  noteWell: jest.fn(),
}));

const PAST = { since: '2026-03-03T00:00:00.000Z', reasons: [reason('TOO_OLD')] };
const UNHEALTHY = healthOf([reason('TOO_OLD')]);
const DEGRADED = healthOf([reason('OVER_CAP', 'degraded')]);

/** What one look tells, where others have or have not told it before. */
async function look(
  health: Health | Error,
  noted: { unhealthy?: boolean; past?: typeof PAST | null } = {},
) {
  jest
    .mocked(siteHealth)
    .mockImplementation(() =>
      health instanceof Error ? Promise.reject(health) : Promise.resolve(health),
    );
  jest.mocked(noteUnhealthy).mockResolvedValue(noted.unhealthy ?? false);
  jest.mocked(noteWell).mockResolvedValue(noted.past ?? null);
  const emit = jest.fn();
  const healthChanged = jest.fn();
  const warn = jest.fn();
  const site = {
    identity: { id: 'site', name: 'Acme' },
    settings: settingsSchema.parse({}),
    notifier: { healthChanged },
    emit,
    warn,
  } as unknown as Site;
  await tellHealthChange(site);
  return { emit, healthChanged, warn };
}

test('becoming unhealthy is told by whoever noted it', async () => {
  const { emit, healthChanged } = await look(UNHEALTHY, { unhealthy: true });
  expect(healthChanged.mock.calls).toEqual([[null, UNHEALTHY]]);
  expect(emit.mock.calls).toEqual([['health.unhealthy', { id: 'site', name: 'Acme' }]]);
  const others = await look(UNHEALTHY, { unhealthy: false });
  expect(others.healthChanged).not.toHaveBeenCalled();
  expect(others.emit).not.toHaveBeenCalled();
});

test.each([healthOf([]), DEGRADED])('leaving it is a recovery', async (health) => {
  const { emit, healthChanged } = await look(health, { past: PAST });
  expect(healthChanged.mock.calls).toEqual([[PAST, health]]);
  expect(emit.mock.calls).toEqual([['health.recovered', { id: 'site', name: 'Acme' }]]);
  // Two and a half ticks of a minute.
  expect(jest.mocked(noteWell).mock.lastCall?.[1]).toBe(150_000);
  const others = await look(health);
  expect(others.healthChanged).not.toHaveBeenCalled();
});

test('a look that fails is logged, and fails nobody', async () => {
  const { healthChanged, warn } = await look(new Error('no database'));
  expect(healthChanged).not.toHaveBeenCalled();
  expect(warn).toHaveBeenCalledTimes(1);
});
