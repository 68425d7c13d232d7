/** Something that a test needs and that not every machine has. */
export interface Need {
  met: boolean;
  /** As in "root". */
  what: string;
}

export const ROOT_USER: Need = { met: process.getuid?.() === 0, what: 'root' };

/**
 * Declares a test that needs something of the machine. Where that is not there, the test shows up in
 * the list of what was not run, with the reason.
 *
 * @param timeoutMs default: that of the suite
 */
export function testWhere(
  need: Need,
  name: string,
  run: () => Promise<void>,
  timeoutMs?: number,
): void {
  if (need.met) test(name, run, timeoutMs);
  else test.skip(`${name} [needs ${need.what}]`, run, timeoutMs);
}
