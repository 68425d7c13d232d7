import { z } from 'zod';
import { presentRestore } from '../../restore/present-restore';
import { readLog } from '../../jobs/job-log';
import { BackupError } from '../../errors';
import type { LogLine } from '../../contracts/backups';
import { defineCommand } from '../command';
import { findOne } from '../find-by-id';
import { backupFacts } from '../format/backup-text';
import { restoreFacts } from '../format/restore-text';
import { answer } from '../outcomes';

export const show = defineCommand({
  name: 'show',
  summary: 'show a backup or a restore, or its log',
  description: ['Shows all that is known of a backup or a restore.'],
  arguments: [
    { name: 'id', help: 'of a backup or a restore; its beginning is enough where it is unique' },
  ],
  options: [{ name: 'log', help: 'what its job has written down instead' }],
  examples: [
    { line: 'strapi-backup show k3x9', what: 'a backup, by the beginning of its id' },
    { line: 'strapi-backup show k3x9 --log', what: 'why it failed' },
  ],
  input: z.object({ id: z.string(), log: z.boolean().default(false) }),
  run: async ({ id, log }, context) => {
    const { site } = await context.open(false);
    const { root, logs } = site.folder();
    const backup = await findOne(site.backups, id);
    const restore = backup === null ? await findOne(site.restores, id) : null;
    const record = backup ?? restore;
    if (record === null) {
      throw new BackupError(
        'UNKNOWN_BACKUP',
        `There is no backup and no restore with the id “${id.slice(0, 64)}”, or more than one begins with it. See strapi-backup list.`,
      );
    }
    if (log) {
      const lines = await readLog(logs, record.id);
      return answer(lines, lines.map(logText).join('\n'));
    }
    if (backup !== null) return answer(backup, backupFacts(backup, root));
    const shown = presentRestore(restore ?? unreachable());
    return answer(shown, restoreFacts(shown));
  },
});

function logText({ time, level, step, text }: LogLine): string {
  return `${time} ${level.padEnd(5)} ${(step ?? '-').padEnd(14)} ${text.replace(/\r?\n/g, '\n  ')}`;
}

function unreachable(): never {
  throw new Error('One of the two is there.');
}
