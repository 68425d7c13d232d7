import { plainDump, settingsOf } from '../mysql/database-servers';
import { serverOf } from './server-database';
import type { Site } from './site';

/** What the stock client writes about the database of a site on a server. */
export function plainDumpOf(site: Site): Promise<Buffer> {
  const { server, settings } = serverOf(site);
  return plainDump(server, settingsOf(server, settings.database), ['--single-transaction']);
}
