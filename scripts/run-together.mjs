import { availableParallelism } from 'node:os';

/**
 * Suites that start whole servers use about one core each. More than two at a time would make what
 * tests wait for slow enough to look like a failure.
 */
const LANES = Math.min(2, availableParallelism());

/**
 * @typedef {object} Task
 * @property {readonly string[]} uses what nobody else may use meanwhile
 * @property {(label: string | null) => Promise<unknown>} run with what its output is to be marked
 * @property {string} label
 */

/**
 * Runs tasks side by side, in their order as far as nothing is used by two of them at a time.
 *
 * @param {readonly Task[]} tasks
 */
export async function runTogether(tasks) {
  const waiting = [...tasks];
  /** @type {Map<Task, Promise<void>>} */
  const running = new Map();
  while (waiting.length > 0 || running.size > 0) {
    const inUse = new Set([...running.keys()].flatMap((task) => task.uses));
    const task = waiting.find((each) => !each.uses.some((name) => inUse.has(name)));
    if (task === undefined || running.size === LANES) {
      await Promise.race(running.values());
      continue;
    }
    waiting.splice(waiting.indexOf(task), 1);
    const label = tasks.length > 1 && LANES > 1 ? task.label : null;
    running.set(
      task,
      task.run(label).then(() => {
        running.delete(task);
      }),
    );
  }
}
