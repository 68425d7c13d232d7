import { z } from 'zod';
import { startVerification } from '../../backup/start-verification';
import { BackupError } from '../../errors';
import { readLog } from '../../jobs/job-log';
import type { Site } from '../../site';
import { asFailure } from '../as-failure';
import { defineCommand } from '../command';
import { findBackup } from '../find-by-id';
import { report } from '../outcomes';

export const verify = defineCommand({
  name: 'verify',
  summary: 'read a backup back',
  description: [
    'Reads a backup back through the reader that restores use: every entry is hashed and compared, the database in it is opened and its rows are counted.',
  ],
  arguments: [{ name: 'id', help: 'of the backup' }],
  options: [],
  examples: [{ line: 'strapi-backup verify k3x9', what: 'exit code 0: it can be restored' }],
  input: z.object({ id: z.string() }),
  run: async ({ id }, context) => {
    const session = await context.open(true);
    const { site, runner } = session;
    const backup = await findBackup(site, id);
    const begun = new Date().toISOString();
    const started = await startVerification(site, runner, backup);
    await session.note('backup.verify', backup.id, { name: backup.name });
    await session.follow(started);
    const after = await findBackup(site, backup.id);
    const detail = { backupId: backup.id };
    if (after.verification === 'corrupt') throw asFailure(after.error, detail);
    if ((after.verifiedAt ?? '') < begun) throw await reasonOf(site, backup.id, begun, detail);
    return report(
      after,
      `The backup “${after.name}” is good: everything was read back and compared.`,
    );
  },
});

/** Circumstances say nothing about the backup, so that its record does not have them. */
async function reasonOf(
  site: Site,
  id: string,
  since: string,
  detail: Record<string, string>,
): Promise<BackupError> {
  const lines = await readLog(site.folder().logs, id);
  const last = lines.filter(({ level, time }) => level === 'error' && time >= since).at(-1);
  return new BackupError(
    'INTERRUPTED',
    last?.text ??
      'The backup could not be read to its end. Its log says more: strapi-backup show --log.',
    { detail },
  );
}
