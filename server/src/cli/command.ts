import type { z } from 'zod';
import type { Actor } from '../contracts/backups';
import type { Interruption } from './interruption';
import type { Output } from './output';
import type { Session } from './session';
import { WrongUsage } from './wrong-usage';

export interface ArgumentDefinition {
  readonly name: string;
  /** Default: it must be given. */
  readonly optional?: boolean;
  /** The last one may be given several times. */
  readonly several?: boolean;
  readonly choices?: readonly string[];
  readonly help: string;
}

export interface OptionDefinition {
  /** Without the dashes; `no-x` switches the property `x` off. */
  readonly name: string;
  /** One letter, where there is a short form. */
  readonly short?: string;
  /** What stands for the value; without it the option is a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** What the shell completes a value with. */
  readonly completes?: 'file' | 'folder';
  readonly help: string;
}

export interface ExampleDefinition {
  readonly line: string;
  readonly what: string;
}

/** What a command gives back, for people and for scripts. */
export interface Outcome {
  /** Of the JSON document. */
  readonly data: unknown;
  readonly meta?: Readonly<Record<string, unknown>>;
  /** For people, on stdout. */
  readonly text: string;
  /** The text is what was asked for, so that it is printed with --quiet too. */
  readonly isAnswer: boolean;
  /** Default: 0. */
  readonly exitCode?: number;
}

/** What a command works with. */
export interface CommandContext {
  readonly output: Output;
  readonly interruption: Interruption;
  /** Where the command was started: relative paths are relative to it. */
  readonly folder: string;
  readonly actor: Actor;
  /**
   * Opens the site, once.
   *
   * @param forJobs first puts in order what an interrupted job has left
   * @throws BackupError APP_NOT_FOUND, APP_NOT_READY, …
   */
  open(forJobs: boolean): Promise<Session>;
}

/** A command as data: parser, help, completion and reference are made of it. */
export interface CommandDefinition {
  readonly name: string;
  /** Half a line, for the list of commands. */
  readonly summary: string;
  /** Paragraphs, for the help of this command. */
  readonly description: readonly string[];
  readonly arguments: readonly ArgumentDefinition[];
  readonly options: readonly OptionDefinition[];
  readonly examples: readonly ExampleDefinition[];
  /**
   * Looks at what was given.
   *
   * @param given arguments and options by their names
   * @returns does it
   * @throws WrongUsage
   */
  readonly prepare: (given: unknown) => (context: CommandContext) => Promise<Outcome>;
}

interface CommandInput<Schema extends z.ZodType> extends Omit<CommandDefinition, 'prepare'> {
  readonly input: Schema;
  readonly run: (input: z.output<Schema>, context: CommandContext) => Promise<Outcome>;
}

export function defineCommand<Schema extends z.ZodType>({
  input,
  run,
  ...definition
}: CommandInput<Schema>): CommandDefinition {
  return {
    ...definition,
    prepare: (given) => {
      const parsed = input.safeParse(given);
      if (parsed.success) return (context) => run(parsed.data, context);
      const [issue] = parsed.error.issues;
      const name = String(issue?.path[0] ?? '');
      throw new WrongUsage(
        `${labelOf(definition.options, name)}: ${issue?.message ?? 'not valid'}.`.replace(
          '..',
          '.',
        ),
        name,
      );
    },
  };
}

/** As people have typed it. */
function labelOf(options: readonly OptionDefinition[], property: string): string {
  const option = options.find(({ name }) => propertyOf(name) === property);
  return option === undefined ? `<${property}>` : `--${option.name}`;
}

/** `exclude-logs` is given as `excludeLogs`, and `no-compress` as `compress: false`. */
export function propertyOf(option: string): string {
  return option
    .replace(/^no-/, '')
    .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
