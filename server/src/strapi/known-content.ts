import type { SiteIdentity } from '../site';

/** What is known of the content of a site: by its running code, or by what that has written down. */
export type KnownContent = Pick<
  SiteIdentity,
  'contentTables' | 'strapiTables' | 'mergeModel' | 'isManagedTable'
>;
