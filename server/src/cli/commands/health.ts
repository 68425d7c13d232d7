import { z } from 'zod';
import type { Health } from '../../contracts/health';
import { siteHealth } from '../../health/site-health';
import { defineCommand } from '../command';
import { EXIT_CODES } from '../exit-codes';
import { paint, type Colour } from '../format/paint';
import { inLocalTime } from '../format/units';
import { answer } from '../outcomes';

const COLOURS: Readonly<Record<Health['state'], Colour>> = {
  healthy: 'green',
  degraded: 'yellow',
  unhealthy: 'red',
};

export const health = defineCommand({
  name: 'health',
  summary: 'whether the site could be brought back today',
  description: [
    'Says whether the site could be brought back today, and why not. Exit code 2 when it is unhealthy, 0 when it is healthy or degraded.',
  ],
  arguments: [],
  options: [],
  examples: [
    { line: 'strapi-backup health --quiet || echo "Look at the backups"', what: 'in a monitor' },
  ],
  input: z.object({}),
  run: async (_, context) => {
    const { site } = await context.open(false);
    const found = await siteHealth(site);
    const exitCode = found.state === 'unhealthy' ? EXIT_CODES.unhealthy : EXIT_CODES.ok;
    return answer(found, healthText(found, context.output.answersTo), { exitCode });
  },
});

function healthText(
  { state, reasons, newest, nextRunAt }: Health,
  stream: NodeJS.WriteStream,
): string {
  const at = (iso: string | null): string => (iso === null ? 'none' : inLocalTime(iso));
  return [
    `The backups of this site are ${paint(stream, COLOURS[state], state)}.`,
    ...reasons.map(({ level, message }) => `  ${paint(stream, COLOURS[level], level)}: ${message}`),
    `Newest verified backup of the database: ${at(newest.database)}, of the media: ${at(newest.media)}.`,
    ...(nextRunAt === null ? [] : [`Next scheduled backup: ${inLocalTime(nextRunAt)}.`]),
  ].join('\n');
}
