import { z } from 'zod';
import { presentRestore } from '../../restore/present-restore';
import { confirmRestore } from '../../restore/confirm-restore';
import { defineCommand } from '../command';
import { findRestore, findUndoable } from '../find-by-id';
import { report } from '../outcomes';

export const confirm = defineCommand({
  name: 'confirm',
  summary: 'let go of what a restore has replaced',
  description: [
    'Lets the data go that a restore has replaced, instead of keeping them for an undo until their time is over. Frees the room that they take.',
  ],
  arguments: [
    {
      name: 'id',
      optional: true,
      help: 'of the restore; default: the newest whose replaced data are kept',
    },
  ],
  options: [],
  examples: [{ line: 'strapi-backup confirm r8b2', what: 'all is well after a restore' }],
  input: z.object({ id: z.string().optional() }),
  run: async ({ id }, context) => {
    const session = await context.open(true);
    const { site, runner } = session;
    const restore = await findUndoable(site, id, ({ kept }) => kept !== null);
    await confirmRestore(site, runner, restore);
    await session.note('restore.confirm', restore.id, { backupName: restore.backupName });
    return report(
      presentRestore(await findRestore(site, restore.id)),
      `What the restore of “${restore.backupName}” had replaced is gone now.`,
    );
  },
});
