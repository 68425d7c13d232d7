import { Refusal } from './refusal.mjs';

const WRONG_USAGE = 64;

export const USAGE = `Usage: npm run seed -w playground [-- --force]

Fills the database and the uploads folder of the playground, the same way on every run.

  --force        empty a site that already has content, then fill it again

Environment:
  SEED_SCALE     multiplies the number of articles, products and reviews (default 1, about 2,250 entries;
                 250 makes a SQLite file of 2 GB)
  SEED_MEDIA     extra JPEG files, <number>x<kB>, for example 10000x400
  SEED_VIDEOS    extra video files, <number>x<MB>, for example 4x500
  DATABASE_CLIENT, DATABASE_FILENAME, DATABASE_HOST, PUBLIC_DIR ...: as for the site itself`;

/**
 * @param {string[]} argv arguments without node and script
 * @param {Record<string, string | undefined>} environment
 * @returns {{help: boolean, force: boolean, scale: number, media: Extra, videos: Extra}} `Extra` is `{count, bytes}`, bytes of each file
 * @throws {Refusal} on wrong arguments or environment variables
 */
export function readOptions(argv, environment) {
  const unknown = argv.filter((argument) => !['--force', '--help', '-h'].includes(argument));
  if (unknown.length > 0) throw wrongUsage(`Unknown argument: ${unknown.join(' ')}`);

  const scale = Number(environment.SEED_SCALE || '1');
  if (!(scale > 0 && scale <= 10_000)) {
    throw wrongUsage('SEED_SCALE must be a number above 0, at most 10000.');
  }
  return {
    help: argv.includes('--help') || argv.includes('-h'),
    force: argv.includes('--force'),
    scale,
    media: readExtra('SEED_MEDIA', environment.SEED_MEDIA, 1000),
    videos: readExtra('SEED_VIDEOS', environment.SEED_VIDEOS, 1_000_000),
  };
}

function readExtra(name, value, unit) {
  if (!value) return { count: 0, bytes: 0 };
  const match = /^(\d+)x(\d+)$/.exec(value);
  if (!match) throw wrongUsage(`${name} must look like 100x400, not ${JSON.stringify(value)}.`);
  const [count, size] = [Number(match[1]), Number(match[2])];
  if (count > 0 && size === 0) throw wrongUsage(`${name}: a file needs a size.`);
  return { count, bytes: size * unit };
}

function wrongUsage(message) {
  return new Refusal(`${message}\n\n${USAGE}`, WRONG_USAGE);
}
