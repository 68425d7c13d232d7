import { endServers } from './server';
import { removeSites } from './site';

/**
 * No test file leaves a server or a site behind, however its tests ended. TEST_KEEP_SITES=1 keeps
 * the folders of the sites for a look at them.
 */
afterAll(async () => {
  await endServers();
  if (process.env['TEST_KEEP_SITES'] !== '1') await removeSites();
}, 120_000);
