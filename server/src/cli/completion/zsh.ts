import type { ArgumentDefinition, CommandDefinition, OptionDefinition } from '../command';
import { GLOBAL_OPTIONS } from '../global-options';

export function zshCompletion(commands: readonly CommandDefinition[]): string {
  return `#compdef strapi-backup
_strapi_backup() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  local curcontext="$curcontext" state line
  _arguments -C \\
${GLOBAL_OPTIONS.map((option) => `    ${optionSpec(option)} \\`).join('\n')}
    '1: :->command' \\
    '*:: :->rest'
  case $state in
    command) _describe 'command' commands ;;
    rest)
      case $line[1] in
${commands.map(commandCase).join('\n')}
      esac ;;
  esac
}
if [ "$funcstack[1]" = "_strapi_backup" ]; then
  _strapi_backup "$@"
else
  compdef _strapi_backup strapi-backup
fi`;
}

function commandCase({ name, options, arguments: args }: CommandDefinition): string {
  const specs = [...options, ...GLOBAL_OPTIONS].map(optionSpec);
  return `        ${name}) _arguments ${[...specs, ...args.map(argumentSpec)].join(' ')} ;;`;
}

function optionSpec({ name, value, choices, completes, help }: OptionDefinition): string {
  const what = `[${plain(help)}]`;
  if (value === undefined) return quoted(`--${name}${what}`);
  const action =
    choices !== undefined
      ? `(${choices.join(' ')})`
      : completes === undefined
        ? ' '
        : completes === 'folder'
          ? '_files -/'
          : '_files';
  return quoted(`--${name}${what}:${value}:${action}`);
}

function argumentSpec({ name, several, choices }: ArgumentDefinition): string {
  const action = choices === undefined ? '_files' : `(${choices.join(' ')})`;
  return quoted(`${several === true ? '*' : ''}:${name}:${action}`);
}

/** Brackets and colons have a meaning of their own there. */
function plain(text: string): string {
  return text.replace(/[[\]:]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
