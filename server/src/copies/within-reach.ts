import { BackupError } from '../errors';

const PATIENCE_MS = 10_000;

/** What a disk that does not answer still owes. */
const unanswered = new Set<Promise<unknown>>();

/**
 * Asks the disk of the second folder. A network share whose server is gone does not fail: it never answers, and each
 * question takes one of the few threads with which Strapi reads files. So nobody waits for long, and as long as one
 * question is open no other is asked.
 *
 * @param ask checks the signal between one call and the next: it is aborted when nobody waits any more
 * @param patienceMs milliseconds
 * @throws BackupError STORAGE_UNREACHABLE, and what `ask` throws
 */
export async function withinReach<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer>,
  patienceMs = PATIENCE_MS,
): Promise<Answer> {
  if (unanswered.size > 0) throw silent();
  const controller = new AbortController();
  const asked = ask(controller.signal);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      unanswered.add(asked);
      const forget = () => unanswered.delete(asked);
      asked.then(forget, forget);
      controller.abort(silent());
      reject(silent());
    }, patienceMs);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

function silent(): BackupError {
  return unreachable('its disk does not answer.');
}

export function unreachable(what: string, cause?: unknown): BackupError {
  return new BackupError(
    'STORAGE_UNREACHABLE',
    `The second folder cannot be used: ${what} Mount its disk, or set another folder.`,
    { cause },
  );
}
