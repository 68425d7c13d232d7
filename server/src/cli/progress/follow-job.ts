import { BackupError } from '../../errors';
import type { StartedJob } from '../../jobs/job-runner';
import type { Interruption } from '../interruption';
import type { Output } from '../output';
import { progressView } from './progress-view';

const LOOK_MS = 100;

/** Shows a job until it has ended. An interruption cancels it as the panel does, and still waits for its end. */
export async function followJob(
  { job, ended }: StartedJob,
  output: Output,
  interruption: Interruption,
): Promise<void> {
  const cancel = (): void => {
    try {
      job.cancel();
      output.say('Stopping …');
    } catch (error) {
      if (!(error instanceof BackupError)) throw error;
      output.say(error.message);
    }
  };
  const view = progressView(output);
  const show = (): void => {
    if (job.progress !== null) view.show(job.progress);
  };
  const timer = setInterval(show, LOOK_MS);
  const forget = interruption.onCome(cancel);
  // It may have come while the job was about to begin.
  if (interruption.hasCome) cancel();
  try {
    await ended;
  } finally {
    clearInterval(timer);
    forget();
    view.end();
  }
}
