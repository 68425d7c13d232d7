import { z } from 'zod';
import { forbiddenObjectsSchema } from '../../contracts/restores';
import { presentRestore } from '../../restore/present-restore';
import { startUndo } from '../../restore/start-restore';
import { asFailure } from '../as-failure';
import { confirmTyped } from '../ask';
import { defineCommand } from '../command';
import { findRestore, findUndoable } from '../find-by-id';
import { restoreFacts, undoReport } from '../format/restore-text';
import { report } from '../outcomes';
import { refuseWhileRunning } from '../refuse-while-running';

const EXPECTED = 'undo';

export const undo = defineCommand({
  name: 'undo',
  summary: 'bring back what a restore has replaced',
  description: [
    'Brings the data back that a restore has replaced, exactly as they were. What was changed since then is replaced in turn, and kept as long.',
    'Strapi must be stopped.',
  ],
  arguments: [
    {
      name: 'id',
      optional: true,
      help: 'of the restore; default: the newest that can be undone',
    },
  ],
  options: [
    { name: 'yes', help: 'do not ask' },
    { name: 'no-safety-backup', help: 'do not archive before what is replaced now' },
    {
      name: 'forbidden-objects',
      value: 'choice',
      choices: forbiddenObjectsSchema.options,
      help: 'views, triggers, routines and events that this database account may not make as they were; default: refuse',
    },
  ],
  examples: [
    { line: 'strapi-backup undo', what: 'the last restore; asks before' },
    { line: 'strapi-backup undo r8b2 --yes', what: 'a certain one, in a script' },
  ],
  input: z.object({
    id: z.string().optional(),
    yes: z.boolean().default(false),
    safetyBackup: z.boolean().default(true),
    forbiddenObjects: forbiddenObjectsSchema.default('refuse'),
  }),
  run: async (input, context) => {
    const session = await context.open(true);
    const { site, runner, actor } = session;
    await refuseWhileRunning(site);
    const restore = await findUndoable(site, input.id);
    context.output.say(restoreFacts(presentRestore(restore)));
    const question = `Type “${EXPECTED}” to bring back what was replaced:`;
    await confirmTyped(
      { text: question, expected: EXPECTED },
      input.yes,
      context.output,
      context.interruption,
    );
    await refuseWhileRunning(site);
    try {
      const { started } = await startUndo(site, runner, {
        restore,
        safetyBackup: input.safetyBackup && site.settings.safetyBackup,
        forbiddenObjects: input.forbiddenObjects,
        actor,
      });
      await session.note('restore.undo', restore.id, { backupName: restore.backupName });
      await session.follow(started);
    } finally {
      await session.leaveGate();
    }
    const after = await findRestore(site, restore.id);
    if (after.error !== null || after.undoneAt === null) {
      throw asFailure(after.error, { restoreId: restore.id });
    }
    const shown = presentRestore(after);
    return report(shown, undoReport(shown));
  },
});
