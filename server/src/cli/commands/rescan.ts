import { z } from 'zod';
import { rescan as rescanFolder } from '../../catalog/rescan';
import { BackupError } from '../../errors';
import { defineCommand } from '../command';
import { counted } from '../format/units';
import { report } from '../outcomes';
import type { Session } from '../session';
import { adopt } from '../take-in-file';

export const rescan = defineCommand({
  name: 'rescan',
  summary: 'compare the list with the backup folder',
  description: [
    'Archives that somebody has put into the backup folder appear in the list, and those that have vanished are marked. What has no sidecar (….manifest.json) is read whole before. No file is changed or removed.',
  ],
  arguments: [],
  options: [],
  examples: [{ line: 'strapi-backup rescan', what: 'after copying archives back' }],
  input: z.object({}),
  run: async (_, context) => {
    const session = await context.open(true);
    const { site, uploads, actor } = session;
    const { adopted, reading, missing, invalid } = await rescanFolder(site, uploads.files, actor);
    await session.note('backup.rescan', 'all', { adopted, reading, missing });
    const read = await readFound(session);
    const all = {
      adopted: adopted + read.adopted,
      missing,
      invalid: [...invalid, ...read.invalid],
    };
    return report(
      all,
      [
        `Found: ${counted(all.adopted, 'backup')}. Missing: ${counted(missing, 'archive')}.`,
        ...all.invalid.map(({ fileName, message }) => `Not taken: ${fileName}: ${message}`),
      ].join('\n'),
    );
  },
});

interface Refused {
  readonly fileName: string;
  readonly code: string;
  readonly message: string;
}

/** What has no sidecar: a server reads it in the background, here somebody waits for it. */
async function readFound(session: Session): Promise<{ adopted: number; invalid: Refused[] }> {
  const { files } = session.uploads;
  const invalid: Refused[] = [];
  let adopted = 0;
  for (const upload of files.list().filter(({ found }) => found)) {
    try {
      await adopt(session, upload);
      adopted += 1;
    } catch (error) {
      // The others would meet the same.
      if (!(error instanceof BackupError) || files.outcome(upload.id) === null) throw error;
      const { code, message } = error;
      invalid.push({ fileName: upload.fileName ?? upload.id, code, message });
    }
    await files.remove(upload.id);
  }
  return { adopted, invalid };
}
