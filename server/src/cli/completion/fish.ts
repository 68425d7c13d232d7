import type { CommandDefinition, OptionDefinition } from '../command';
import { GLOBAL_OPTIONS } from '../global-options';

const PROGRAM = 'complete -c strapi-backup';

export function fishCompletion(commands: readonly CommandDefinition[]): string {
  return [
    '# fish completion of strapi-backup',
    `${PROGRAM} -f`,
    ...commands.map(
      ({ name, summary }) => `${PROGRAM} -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ),
    ...GLOBAL_OPTIONS.map((option) => `${PROGRAM} ${optionWords(option)}`),
    ...commands.flatMap(commandLines),
  ].join('\n');
}

function commandLines({ name, options, arguments: args }: CommandDefinition): string[] {
  const when = `-n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
  return [
    ...options.map((option) => `${PROGRAM} ${when} ${optionWords(option)}`),
    ...args.map(({ choices }) =>
      choices === undefined
        ? `${PROGRAM} ${when} -F`
        : `${PROGRAM} ${when} -a ${quoted(choices.join(' '))}`,
    ),
  ];
}

function optionWords({ name, short, value, choices, completes, help }: OptionDefinition): string {
  return [
    ...(short === undefined ? [] : [`-s ${short}`]),
    `-l ${name}`,
    ...(value === undefined ? [] : ['-r']),
    ...(choices === undefined ? [] : [`-a ${quoted(choices.join(' '))}`]),
    ...(completes === undefined ? [] : ['-F']),
    `-d ${quoted(help)}`,
  ].join(' ');
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
