import { z } from 'zod';
import { settingsSectionSchema, type SettingsCheck } from '../../contracts/settings';
import { BackupError } from '../../errors';
import type { MirrorAdopted, MirrorOffer } from '../../contracts/mirror';
import { adoptMirror, mirrorOffer } from '../../mirror/adopt-mirror';
import { checkSettings } from '../../settings/check-settings';
import { defineCommand } from '../command';
import { EXIT_CODES } from '../exit-codes';
import { paint, type Colour } from '../format/paint';
import { answer } from '../outcomes';
import type { Session } from '../session';

const COLOURS: Readonly<Record<SettingsCheck['level'], Colour>> = {
  green: 'green',
  amber: 'yellow',
  red: 'red',
};
/** These send something to somebody. */
const NOTICES = new Set<string>(['mail', 'webhook']);

export const setup = defineCommand({
  name: 'setup',
  summary: 'make the backup folder, and test the configuration',
  description: [
    'Makes the backup folder and the row of settings, where they are not there yet, and prints what “Test configuration” finds: each row green, amber or red, with what to do. Exit code 1 when one is red.',
  ],
  arguments: [],
  options: [
    { name: 'notices', help: 'also send a test e-mail and a test event to the webhook' },
    {
      name: 'adopt',
      help: 'bring schedules and settings back that lie in the backup folder, where the site has none',
    },
  ],
  examples: [
    { line: 'strapi-backup setup', what: 'after the installation, and in a deployment' },
    {
      line: 'strapi-backup setup --adopt',
      what: 'with a new database, after the old one was lost',
    },
  ],
  input: z.object({ notices: z.boolean().default(false), adopt: z.boolean().default(false) }),
  run: async ({ notices, adopt }, context) => {
    const session = await context.open(false);
    const { site } = session;
    const folder = openFolder(session);
    await site.settingsStore.change({});
    const adopted = adopt ? await adoptMirror(site, session.runner) : null;
    const offer = folder === null || adopt ? null : await mirrorOffer(site);
    const sections = settingsSectionSchema.options.filter((each) => notices || !NOTICES.has(each));
    const checks = await checkSettings(site, site.settings, sections);
    const isRed = checks.some(({ level }) => level === 'red');
    const { answersTo } = context.output;
    return answer(
      { folder, checks, adopted, offer },
      [
        whereText(session),
        ...checks.map((check) => checkText(check, answersTo)),
        ...adoptedText(adopted),
        ...offerText(offer),
      ].join('\n'),
      { exitCode: isRed ? EXIT_CODES.failed : EXIT_CODES.ok },
    );
  },
});

/** What is wrong with it is one of the rows. */
function openFolder({ site }: Session): string | null {
  try {
    return site.folder().root;
  } catch (error) {
    if (error instanceof BackupError) return null;
    throw error;
  }
}

function whereText({ site }: Session): string {
  const { strapiDatabase: database } = site;
  const name =
    database.client === 'sqlite' ? database.filename : `${database.database} on ${database.host}`;
  return `The project ${site.appRoot} (${process.env.NODE_ENV ?? 'development'}) with the database ${name}`;
}

function adoptedText(adopted: MirrorAdopted | null): string[] {
  if (adopted === null) return [];
  const { schedules, settings, leftOut } = adopted;
  const left = leftOut.length === 0 ? '' : ` Left out: ${leftOut.join(', ')}.`;
  return [
    `Brought back: ${String(schedules)} schedules, ${String(settings.length)} settings.${left} Passwords have to be entered again.`,
  ];
}

function offerText(offer: MirrorOffer | null): string[] {
  if (offer === null) return [];
  const names = offer.schedules.join(', ');
  return [
    `The backup folder has schedules (${names}) and ${String(offer.settings.length)} settings of ${offer.writtenAt}, and this site has none. strapi-backup setup --adopt brings them back.`,
  ];
}

function checkText({ level, message, remedy }: SettingsCheck, stream: NodeJS.WriteStream): string {
  const line = `  ${paint(stream, COLOURS[level], level.padEnd(5))}  ${message}`;
  return remedy === null ? line : `${line} ${remedy}`;
}
