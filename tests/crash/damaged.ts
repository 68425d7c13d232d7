import { damageSite } from './damage-site';
import { ownRows, type OwnRows } from './own-rows';
import type { Scene } from './scene';
import { siteState, type SiteState } from './site-state';

/** What there was when a job began. */
export interface Before {
  readonly state: SiteState;
  readonly rows: OwnRows;
}

/** Gives the scene's site a state that it never had before, and remembers it. */
export async function damaged({ site, newMark }: Scene): Promise<Before> {
  await damageSite(site, newMark());
  return { state: await siteState(site), rows: await ownRows(site) };
}
