import { differences, siteState, type SiteState } from './site-state';
import type { Site } from '../support/site';

/** The two states that a job leads from and to. */
export type States = Readonly<Record<'old' | 'new', SiteState>>;

/**
 * Expects a site to be one of two states, as a whole: every table and every file, so that the
 * database and the media belong together.
 */
export async function expectState(site: Site, end: 'old' | 'new', states: States): Promise<void> {
  const now = await siteState(site);
  const fits = (['old', 'new'] as const).filter(
    (name) => differences(now, states[name]).length === 0,
  );
  const differing = differences(now, states[end]);
  expect({ fits, differing }).toEqual({ fits: [end], differing: [] });
}
