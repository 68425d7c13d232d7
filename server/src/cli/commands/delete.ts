import { z } from 'zod';
import { deleteBackup } from '../../backup/delete-backup';
import { defineCommand } from '../command';
import { findBackup } from '../find-by-id';
import { counted } from '../format/units';
import { report } from '../outcomes';

export const deleteCommand = defineCommand({
  name: 'delete',
  summary: 'delete backups with their archives',
  description: [
    'Deletes archives and their records. The last verified backup of the database or of the media is refused without --force.',
    'With several ids it ends at the first that cannot be deleted; those before it are gone.',
  ],
  arguments: [{ name: 'ids', several: true, help: 'of the backups' }],
  options: [{ name: 'force', help: 'also the last good one' }],
  examples: [{ line: 'strapi-backup delete k3x9 m2p7', what: 'two of them' }],
  input: z.object({ ids: z.array(z.string()).min(1), force: z.boolean().default(false) }),
  run: async ({ ids, force }, context) => {
    const session = await context.open(true);
    const { site, runner } = session;
    const backups = await Promise.all(ids.map((id) => findBackup(site, id)));
    const deleted: { id: string; name: string }[] = [];
    for (const backup of new Map(backups.map((each) => [each.id, each])).values()) {
      context.interruption.signal.throwIfAborted();
      await deleteBackup(site, runner, backup, force);
      await session.note('backup.delete', backup.id, { name: backup.name, force });
      deleted.push({ id: backup.id, name: backup.name });
    }
    return report(deleted, `Deleted: ${counted(deleted.length, 'backup')}.`);
  },
});
