import { z } from 'zod';
import { startBackup } from '../../backup/start-backup';
import { createBackupSchema, type Backup } from '../../contracts/backups';
import { chosenCompression } from '../../backup/chosen-compression';
import { asFailure } from '../as-failure';
import { defineCommand } from '../command';
import { backupReport } from '../format/backup-text';
import { report } from '../outcomes';

const { name, type, note } = createBackupSchema.shape;

export const create = defineCommand({
  name: 'create',
  summary: 'make a backup',
  description: [
    'Makes a backup of the site and reads it back. Works beside a running Strapi, which goes on serving, and when Strapi is stopped.',
    'Ctrl-C stops it and leaves nothing behind. What is not chosen here is as in the settings.',
  ],
  arguments: [],
  options: [
    { name: 'name', value: 'text', help: 'for the list; default: its kind and the time' },
    {
      name: 'type',
      value: 'type',
      choices: ['full', 'database', 'media'],
      help: 'what is backed up; default: full',
    },
    {
      name: 'exclude-logs',
      help: 'leave out the rows of sign-in sessions, audit logs and content history',
    },
    { name: 'compression', value: 'method', choices: ['gzip', 'none'], help: 'of the archive' },
    { name: 'no-compress', help: 'the same as --compression none' },
    { name: 'level', value: 'number', help: 'of compression: 1 (fast) to 9 (small)' },
    { name: 'note', value: 'text', help: 'kept with the backup' },
    { name: 'pin', help: 'retention never deletes it' },
  ],
  examples: [
    { line: 'strapi-backup create', what: 'everything' },
    {
      line: 'strapi-backup create --name "Before the update" --pin',
      what: 'to be kept until somebody unpins it',
    },
    {
      line: 'strapi-backup create --type database --exclude-logs --json',
      what: 'only the content, for a script: `.data.id` is the id',
    },
  ],
  input: z.object({
    name,
    note,
    type: type.default('full'),
    excludeLogs: z.literal(true).optional(),
    compression: createBackupSchema.shape.compression,
    compress: z.boolean().default(true),
    level: z.coerce.number('it must be a number from 1 to 9').int().min(1).max(9).optional(),
    pin: z.boolean().default(false),
  }),
  run: async (input, context) => {
    const session = await context.open(true);
    const { site, runner, actor } = session;
    const { record, started } = await startBackup(site, runner, {
      name: input.name,
      type: input.type,
      origin: 'cli',
      compression: chosenCompression(
        input.compress ? undefined : false,
        input.compression,
        site.settings.compression,
      ),
      compressionLevel: input.level,
      excludeLogs: input.excludeLogs,
      note: input.note,
      pinned: input.pin,
      actor,
    });
    await session.note('backup.create', record.id, { name: record.name, type: record.type });
    await session.follow(started);
    const backup: Backup | null = await site.backups.get(record.id);
    if (backup?.status !== 'completed') {
      throw asFailure(backup?.error ?? null, { backupId: record.id });
    }
    return report(backup, backupReport(backup, site.folder().root));
  },
});
