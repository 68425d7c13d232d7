import { readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * Lets everybody else go first. Linux keeps a priority for each thread: that of the process alone would leave
 * the threads that V8 has made already, for its garbage collection, at that of the site.
 *
 * @param niceness 0 to 19: 19 takes what nobody else wants
 */
export function lowerPriority(niceness: number): void {
  for (const thread of threads()) {
    try {
      setPriority(thread, niceness);
    } catch (error) {
      // It may have ended meanwhile.
      if (thread === process.pid) throw error;
    }
  }
}

function threads(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    // Not on Linux.
    return [process.pid];
  }
}
