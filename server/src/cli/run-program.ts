import { COMMANDS } from './commands';
import { exitCodeOf, EXIT_CODES } from './exit-codes';
import { commandHelp, programHelp } from './help-text';
import { Interruption } from './interruption';
import { OpenContext } from './open-context';
import { Output } from './output';
import { parseArguments, type Parsed } from './parse-arguments';
import { version } from '../../../package.json';

/** Nothing else keeps a process alive that only waits for a timer of somebody else. */
const ALIVE_MS = 60_000;

/**
 * Runs one command line.
 *
 * @param argv without the program itself
 * @returns the exit code
 */
export async function runProgram(argv: readonly string[]): Promise<number> {
  // Before anything can be wrong with the rest: also that is said in the form that is wanted.
  const output = new Output({ json: argv.includes('--json'), quiet: isQuiet(argv) });
  const interruption = new Interruption();
  const alive = setInterval(() => undefined, ALIVE_MS);
  try {
    return await run(parseArguments(argv, COMMANDS), output, interruption);
  } catch (error) {
    await output.fail(error);
    return exitCodeOf(error, interruption.hasCome);
  } finally {
    clearInterval(alive);
    interruption.ignore();
  }
}

async function run(parsed: Parsed, output: Output, interruption: Interruption): Promise<number> {
  switch (parsed.kind) {
    case 'help':
      await output.print(
        parsed.command === null ? programHelp(COMMANDS) : commandHelp(parsed.command),
      );
      return EXIT_CODES.ok;
    case 'version':
      await output.print(version);
      return EXIT_CODES.ok;
    case 'run': {
      const execute = parsed.command.prepare(parsed.given);
      interruption.listen();
      const context = new OpenContext(parsed.global.appDir, output, interruption);
      try {
        const outcome = await execute(context);
        await context.close();
        await output.finish(outcome);
        return outcome.exitCode ?? EXIT_CODES.ok;
      } finally {
        await context.close();
      }
    }
  }
}

function isQuiet(argv: readonly string[]): boolean {
  return argv.includes('--quiet') || argv.includes('-q');
}
