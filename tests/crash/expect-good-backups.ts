import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackupClient } from '../support/backup-client';
import type { Scene } from './scene';

/**
 * Expects every backup that is listed as completed to have the bytes of its record and to read back,
 * and every other one to claim no archive.
 */
export async function expectGoodBackups(scene: Scene, client: BackupClient): Promise<void> {
  for (const backup of await client.list()) {
    if (backup.status !== 'completed') {
      expect(backup).toMatchObject({ fileName: null, size: null, sha256: null, copies: [] });
      continue;
    }
    const file = path.join(scene.site.backupsDir, backup.fileName ?? '');
    expect(await sha256Of(file)).toBe(backup.sha256);
    // The one that every case starts from was verified once; its bytes were just compared.
    if (backup.id === scene.good.id) continue;
    expect((await client.verify(backup.id)).verification).toBe('verified');
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
