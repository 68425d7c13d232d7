import { existsSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { findArchive } from '../../copies/find-archive';
import { BackupError } from '../../errors';
import { defineCommand } from '../command';
import { copyFile } from '../copy-file';
import { findBackup } from '../find-by-id';
import { inBytes } from '../format/units';
import { report } from '../outcomes';
import { progressView } from '../progress/progress-view';
import { rmSync } from 'node:fs';

export const download = defineCommand({
  name: 'download',
  summary: 'copy an archive out of the backup folder',
  description: [
    'Copies the archive of a backup, and compares what was copied with what was made. Only this account can read the copy: it holds everything that is in the site.',
  ],
  arguments: [{ name: 'id', help: 'of the backup' }],
  options: [
    {
      name: 'output',
      short: 'o',
      value: 'path',
      completes: 'file',
      help: 'a file, or a folder that is there; default: the name of the archive in this folder',
    },
    { name: 'force', help: 'replace a file that is there' },
  ],
  examples: [{ line: 'strapi-backup download k3x9 -o /mnt/copies', what: 'to another disk' }],
  input: z.object({
    id: z.string(),
    output: z.string().min(1).optional(),
    force: z.boolean().default(false),
  }),
  run: async (input, context) => {
    const session = await context.open(false);
    const { site } = session;
    const backup = await findBackup(site, input.id);
    const file = await findArchive(site, backup);
    const target = targetOf(context.folder, input.output, path.basename(file));
    if (!input.force && existsSync(target)) {
      throw new BackupError(
        'INVALID_INPUT',
        `${target} is there already. Say --force to replace it.`,
        {
          field: 'output',
        },
      );
    }
    const partial = `${target}.partial`;
    // Of an earlier one that was killed.
    rmSync(partial, { force: true });
    const sha256 = await copyFile(file, partial, {
      view: progressView(context.output),
      signal: context.interruption.signal,
    });
    if (backup.sha256 !== null && sha256 !== backup.sha256) {
      rmSync(partial, { force: true });
      throw new BackupError(
        'ARCHIVE_CORRUPT',
        'The archive is not what it was when it was made, so it was not copied. Verify this backup, and take another one.',
      );
    }
    renameSync(partial, target);
    await session.note('backup.download', backup.id, { range: null });
    const { size } = statSync(target);
    return report({ file: target, size, sha256 }, `${target} (${inBytes(size)})`);
  },
});

function targetOf(folder: string, output: string | undefined, fileName: string): string {
  const wanted = path.resolve(folder, output ?? fileName);
  const isFolder = statSync(wanted, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? path.join(wanted, fileName) : wanted;
}
