import { existsSync } from 'node:fs';
import { startServer } from '../../support/server';
import { createSite } from '../../support/site';

describe('a wrong setting', () => {
  test.each([
    ['a value that is too large', { compressionLevel: 99 }, 'backup.config.compressionLevel'],
    [
      'a value of another type',
      { database: { connections: 'two' } },
      'backup.config.database.connections',
    ],
    ['a lease shorter than its heartbeats', { lease: { expiryMs: 300 } }, 'backup.config.lease'],
    ['a name that is misspelt', { foldr: '/backups' }, 'foldr'],
  ])('stops the start and is named: %s', async (_, settings, named) => {
    const site = await createSite({ name: 'settings' });
    const server = await startServer(site, {
      env: { BACKUP_CONFIG: JSON.stringify(settings) },
      waitUntilHealthy: false,
    });
    expect((await server.exited).code).not.toBe(0);
    expect(server.log()).toContain(named);
    expect(existsSync(site.backupsDir)).toBe(false);
  });
});
