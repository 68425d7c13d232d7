import { z } from 'zod';
import {
  createRestoreSchema,
  forbiddenObjectsSchema,
  restoreModeSchema,
} from '../../contracts/restores';
import { BackupError } from '../../errors';
import { presentRestore } from '../../restore/present-restore';
import { startRestore } from '../../restore/start-restore';
import { blockingCheck } from '../../restore/plan-restore';
import { noMerge } from '../../strapi/stored-content';
import { asFailure } from '../as-failure';
import { confirmTyped } from '../ask';
import { defineCommand } from '../command';
import { EXIT_CODES } from '../exit-codes';
import { findRestore } from '../find-by-id';
import { planText, restoreReport } from '../format/restore-text';
import { answer, report } from '../outcomes';
import { planHint } from '../plan-hint';
import { refuseWhileRunning } from '../refuse-while-running';
import { chooseSource, planOf } from '../restore-source';

const componentsSchema = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim()))
  .pipe(createRestoreSchema.shape.components.unwrap());

export const restore = defineCommand({
  name: 'restore',
  summary: 'bring a backup back',
  description: [
    'Makes the database and the media library exactly what they were when the backup was made. It happens entirely or not at all, also when it is interrupted; a safety backup is made before, and the replaced data are kept for an undo.',
    'Strapi must be stopped: while it runs, restore in its Backup tab or over REST. First the plan is shown: green and amber can be restored, red cannot.',
    'An archive that is given as a file is taken into the list of backups first, as an upload is: read whole, and only then used.',
  ],
  arguments: [{ name: 'backup', help: 'its id, or the archive as a file' }],
  options: [
    {
      name: 'components',
      value: 'list',
      help: 'what comes back: database, media, or both with a comma between; default: all that is in the backup',
    },
    {
      name: 'mode',
      value: 'mode',
      choices: restoreModeSchema.options,
      help: 'replace: exactly the backup (default); preserve, which adds what is missing, needs the running Strapi',
    },
    { name: 'yes', help: 'do not ask' },
    { name: 'dry-run', help: 'only show the plan; exit code 1 when it is red' },
    { name: 'no-safety-backup', help: 'do not archive before what is replaced' },
    {
      name: 'forbidden-objects',
      value: 'choice',
      choices: forbiddenObjectsSchema.options,
      help: 'views, triggers, routines and events that this database account may not make as they are; default: refuse',
    },
    {
      name: 'without-history',
      help: 'of system-versioned tables of MariaDB only the present rows',
    },
  ],
  examples: [
    { line: 'strapi-backup restore k3x9 --dry-run', what: 'what would change' },
    { line: 'strapi-backup restore k3x9', what: 'shows the plan and asks' },
    {
      line: 'strapi-backup restore /mnt/copies/nightly-20270101T020000Z-….tar.gz --yes',
      what: 'from another machine, without being asked',
    },
    { line: 'strapi-backup restore k3x9 --components media', what: 'only the media library' },
  ],
  input: z.object({
    backup: z.string().min(1),
    components: componentsSchema.optional(),
    mode: restoreModeSchema.default('replace'),
    yes: z.boolean().default(false),
    dryRun: z.boolean().default(false),
    safetyBackup: z.boolean().default(true),
    forbiddenObjects: forbiddenObjectsSchema.optional(),
    withoutHistory: z.boolean().optional(),
  }),
  run: async (input, context) => {
    if (input.mode === 'preserve') throw noMerge();
    const { output, interruption } = context;
    const session = await context.open(!input.dryRun);
    const { site, runner, actor } = session;
    if (!input.dryRun) await refuseWhileRunning(site);
    const source = await chooseSource(session, context, input.backup, !input.dryRun);
    const planned = await planOf(site, source, input, interruption.signal);
    const { plan, wanted } = planned;
    const blocking = blockingCheck(plan);
    if (input.dryRun) {
      const exitCode = blocking === null ? EXIT_CODES.ok : EXIT_CODES.failed;
      return answer(plan, planText(plan, wanted, output.answersTo), { exitCode });
    }
    output.say(planText(plan, wanted, output.progressStream));
    if (blocking !== null) {
      const hint = planHint(blocking);
      if (hint !== null) output.say(hint);
      throw new BackupError('PLAN_BLOCKED', blocking.message, { detail: { check: blocking.code } });
    }
    await confirmTyped(
      {
        text: `This replaces what is on the site. Type the name of the backup (${source.backup.name}) to go on:`,
        expected: source.backup.name,
      },
      input.yes,
      output,
      interruption,
    );
    await refuseWhileRunning(site);
    let id: string;
    try {
      const { record, started } = await startRestore(site, runner, {
        backup: source.backup,
        components: input.components,
        safetyBackup: input.safetyBackup ? undefined : false,
        forbiddenObjects: input.forbiddenObjects,
        withoutHistory: input.withoutHistory,
        source: source.isFile ? 'file' : undefined,
        actor,
      });
      id = record.id;
      await session.note('restore.start', id, {
        backupId: source.backup.id,
        backupName: source.backup.name,
        components: record.components.join(),
        mode: record.mode,
      });
      await session.follow(started);
    } finally {
      await session.leaveGate();
    }
    const after = await findRestore(site, id);
    if (after.status !== 'completed') throw asFailure(after.error, { restoreId: id });
    const shown = presentRestore(after);
    return report(shown, restoreReport(shown));
  },
});
