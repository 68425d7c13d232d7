import type { JobProgress } from '../../contracts/jobs';
import { inBytes, inTime } from '../format/units';
import { stepWords } from './step-words';

const WORDS_WIDTH = 24;
const BAR_MAX = 30;
const BAR_MIN = 8;
const PERCENT = 100;
/** Terminals write `^C` behind the cursor; a line that is full by then would become two. */
const FREE = 5;

export type ShownProgress = Pick<
  JobProgress,
  'step' | 'percent' | 'bytesDone' | 'bytesTotal' | 'throughput' | 'secondsLeft'
>;

/**
 * One line of a terminal: what is done, a bar, and numbers as far as there is room for them.
 *
 * @param width columns of the terminal
 */
export function progressLine(progress: ShownProgress, width: number): string {
  const words = stepWords(progress.step).padEnd(WORDS_WIDTH);
  const percent = `${String(Math.floor(progress.percent)).padStart(3)} %`;
  const numbers = [bytesOf(progress), speedOf(progress), leftOf(progress)].filter(
    (each) => each !== '',
  );
  // Least important last: what does not fit is left out whole.
  for (let shown = numbers.length; shown >= 0; shown -= 1) {
    const end = [percent, ...numbers.slice(0, shown)].join('  ');
    const room = width - FREE - words.length - end.length - 2;
    if (room >= BAR_MIN) return `${words} ${bar(progress.percent, Math.min(room, BAR_MAX))} ${end}`;
  }
  return `${words.trimEnd()} ${percent.trim()}`.slice(0, Math.max(0, width - FREE));
}

/** The same where lines are kept, as in the mail of a cron job. */
export function progressText(progress: ShownProgress): string {
  const numbers = [bytesOf(progress), leftOf(progress)].filter((each) => each !== '');
  return [
    `${String(Math.floor(progress.percent)).padStart(3)} %  ${stepWords(progress.step)}`,
    ...numbers,
  ].join(', ');
}

function bar(percent: number, width: number): string {
  const full = Math.round((Math.min(PERCENT, percent) / PERCENT) * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}

function bytesOf({ bytesDone, bytesTotal }: ShownProgress): string {
  return bytesTotal > 0
    ? `${inBytes(Math.min(bytesDone, bytesTotal))} of ${inBytes(bytesTotal)}`
    : '';
}

function speedOf({ throughput }: ShownProgress): string {
  return throughput !== null && throughput > 0 ? `${inBytes(throughput)}/s` : '';
}

function leftOf({ secondsLeft }: ShownProgress): string {
  return secondsLeft !== null && secondsLeft > 1 ? `${inTime(secondsLeft)} left` : '';
}
