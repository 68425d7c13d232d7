import type { CommandDefinition, OptionDefinition } from './command';
import { EXIT_CODES, EXIT_MEANINGS } from './exit-codes';
import { GLOBAL_OPTIONS } from './global-options';

const WIDTH = 90;
const INDENT = '  ';

/** `strapi-backup --help` */
export function programHelp(commands: readonly CommandDefinition[]): string {
  return [
    'strapi-backup: backups of a Strapi site and their restores, on the command line.',
    '',
    'Usage: strapi-backup <command> [options]',
    '',
    'Commands:',
    rows(commands.map((command) => [usageOf(command), command.summary])),
    '',
    'Options of every command:',
    optionRows(GLOBAL_OPTIONS),
    '',
    'Exit codes:',
    rows(
      Object.entries(EXIT_CODES).map(([name, code]) => [
        String(code),
        EXIT_MEANINGS[name as keyof typeof EXIT_CODES].replaceAll('`', ''),
      ]),
    ),
    '',
    'strapi-backup help <command> says more, with examples.',
  ].join('\n');
}

/** `strapi-backup <command> --help` */
export function commandHelp(command: CommandDefinition): string {
  const { description, arguments: args, options, examples } = command;
  return [
    `Usage: strapi-backup ${usageOf(command)}${options.length === 0 ? '' : ' [options]'}`,
    ...description.flatMap((paragraph) => ['', wrap(paragraph, WIDTH).join('\n')]),
    ...(args.length === 0
      ? []
      : ['', 'Arguments:', rows(args.map(({ name, help }) => [name, help]))]),
    ...(options.length === 0 ? [] : ['', 'Options:', optionRows(options)]),
    '',
    'Options of every command:',
    optionRows(GLOBAL_OPTIONS),
    '',
    'Examples:',
    ...examples.map(({ line, what }) => `${INDENT}${line}\n${INDENT}${INDENT}${what}`),
  ].join('\n');
}

/** `restore <backup>` */
export function usageOf({ name, arguments: args }: CommandDefinition): string {
  const shown = args.map(({ name: each, optional, several, choices }) => {
    const text = several === true ? `${each}...` : (choices?.join('|') ?? each);
    return optional === true ? `[${text}]` : `<${text}>`;
  });
  return [name, ...shown].join(' ');
}

/** `-o, --output <path>` */
export function flagsOf({ name, short, value }: OptionDefinition): string {
  const long = value === undefined ? `--${name}` : `--${name} <${value}>`;
  return short === undefined ? long : `-${short}, ${long}`;
}

/** What may stand for a value is a part of what it means. */
export function optionHelp({ choices, help }: OptionDefinition): string {
  return choices === undefined ? help : `${help} (${choices.join(', ')})`;
}

function optionRows(options: readonly OptionDefinition[]): string {
  return rows(options.map((option) => [flagsOf(option), optionHelp(option)]));
}

function rows(pairs: readonly (readonly [left: string, right: string])[]): string {
  const width = Math.max(...pairs.map(([left]) => left.length)) + 2;
  return pairs
    .map(([left, right]) =>
      wrap(right, WIDTH - INDENT.length - width)
        .map((line, at) => `${INDENT}${(at === 0 ? left : '').padEnd(width)}${line}`)
        .join('\n'),
    )
    .join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
