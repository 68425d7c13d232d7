import { Argument, Command, CommanderError, Option } from 'commander';
import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from './command';
import { GLOBAL_OPTIONS, type GlobalInput } from './global-options';
import { WrongUsage } from './wrong-usage';

export type Parsed =
  | { readonly kind: 'help'; readonly command: CommandDefinition | null }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'run';
      readonly command: CommandDefinition;
      readonly global: GlobalInput;
      /** Arguments and options by their names, as text. */
      readonly given: Readonly<Record<string, unknown>>;
    };

/** These answer, whatever else is missing or wrong. */
const HELP = new Set(['--help', '-h']);

/**
 * Reads a command line.
 *
 * @param argv without the program itself
 * @throws WrongUsage
 */
export function parseArguments(
  argv: readonly string[],
  commands: readonly CommandDefinition[],
): Parsed {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const named = (name: string | undefined): CommandDefinition | null =>
    commands.find((each) => each.name === name) ?? null;
  const isHelp = words[0] === 'help';
  if (isHelp || words.some((word) => HELP.has(word))) {
    const rest = isHelp ? words.slice(1) : words;
    return { kind: 'help', command: named(rest.find((word) => named(word) !== null)) };
  }
  if (words.includes('--version')) return { kind: 'version' };

  const found: { parsed: Parsed | null } = { parsed: null };
  const program = newProgram();
  for (const definition of commands) {
    addCommand(program, definition, (given) => {
      const { appDir = null, json = false, quiet = false } = program.opts<Partial<GlobalInput>>();
      found.parsed = { kind: 'run', command: definition, global: { appDir, json, quiet }, given };
    });
  }
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    throw asWrongUsage(error);
  }
  if (found.parsed === null) throw new WrongUsage('Name a command. See strapi-backup --help.');
  return found.parsed;
}

function newProgram(): Command {
  const program = new Command('strapi-backup')
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
    .helpOption(false)
    .helpCommand(false)
    .allowExcessArguments(false);
  for (const option of GLOBAL_OPTIONS) program.addOption(asOption(option));
  return program;
}

function addCommand(
  program: Command,
  definition: CommandDefinition,
  onGiven: (given: Record<string, unknown>) => void,
): void {
  const command = program.command(definition.name).allowExcessArguments(false).helpOption(false);
  for (const argument of definition.arguments) command.addArgument(asArgument(argument));
  for (const option of definition.options) command.addOption(asOption(option));
  command.action(() => {
    const values = definition.arguments.map(
      ({ name }, at) => [name, command.processedArgs[at] as unknown] as const,
    );
    onGiven({ ...command.opts(), ...Object.fromEntries(values) });
  });
}

function asArgument({ name, optional, several, choices, help }: ArgumentDefinition): Argument {
  const shown = several === true ? `${name}...` : name;
  const argument = new Argument(optional === true ? `[${shown}]` : `<${shown}>`, help);
  return choices === undefined ? argument : argument.choices(choices);
}

function asOption({ name, short, value, choices, help }: OptionDefinition): Option {
  const long = value === undefined ? `--${name}` : `--${name} <${value}>`;
  const option = new Option(short === undefined ? long : `-${short}, ${long}`, help);
  return choices === undefined ? option : option.choices(choices);
}

function asWrongUsage(error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error;
  if (error.code === 'commander.help') {
    return new WrongUsage('Name a command. See strapi-backup --help.');
  }
  // “error: unknown option '--x'” with a guess in a second line.
  const text = error.message
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return new WrongUsage(`${sentence.replace(/[.]$/, '')}. See strapi-backup --help.`);
}
