import type { Outcome } from './command';

/** What somebody wanted to see. */
export function answer(data: unknown, text: string, more: Partial<Outcome> = {}): Outcome {
  return { data, text, isAnswer: true, ...more };
}

/** What was done; with --quiet the exit code says enough. */
export function report(data: unknown, text: string, more: Partial<Outcome> = {}): Outcome {
  return { data, text, isAnswer: false, ...more };
}
