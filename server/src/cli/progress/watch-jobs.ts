import type { JobRunner } from '../../jobs/job-runner';
import type { Output } from '../output';
import { progressView, type ProgressView } from './progress-view';

const LOOK_MS = 100;

/** Shows whatever job of this process runs, one after the other. @returns ends it */
export function watchJobs(runner: JobRunner, output: Output): () => void {
  let watched: { readonly id: string; readonly view: ProgressView } | null = null;
  const look = (): void => {
    const job = runner.current;
    if (watched !== null && watched.id !== job?.id) {
      watched.view.end();
      watched = null;
    }
    if (job?.progress == null) return;
    watched ??= { id: job.id, view: progressView(output) };
    watched.view.show(job.progress);
  };
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
    watched?.view.end();
  };
}
