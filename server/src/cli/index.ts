/**
 * The command line: the same catalog, lease and jobs as the panel's, in a process of its own.
 */
import { runProgram } from './run-program';

/**
 * Runs a command line and ends the process with its exit code.
 *
 * @param argv without Node and the script
 */
export async function main(argv: readonly string[]): Promise<never> {
  const code = await runProgram(argv);
  // The configuration of a site may have opened what keeps a process alive.
  process.exit(code);
}
