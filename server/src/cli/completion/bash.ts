import type { CommandDefinition, OptionDefinition } from '../command';
import { GLOBAL_OPTIONS } from '../global-options';

/** For bash 4 and later. Words are plain: letters, digits and dashes, so that nothing has to be quoted. */
export function bashCompletion(commands: readonly CommandDefinition[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# bash completion of strapi-backup
_strapi_backup() {
  local word previous command index
  word="\${COMP_WORDS[COMP_CWORD]}"
  previous="\${COMP_WORDS[COMP_CWORD-1]}"
  command=""
  for (( index = 1; index < COMP_CWORD; index++ )); do
    case " ${names} " in
      *" \${COMP_WORDS[index]} "*) command="\${COMP_WORDS[index]}"; break ;;
    esac
  done
  COMPREPLY=()
  case "$command:$previous" in
${[...commands.flatMap((command) => command.options.map((option) => valueCase(command.name, option))), ...GLOBAL_OPTIONS.map((option) => valueCase('*', option))].filter((line) => line !== '').join('\n')}
  esac
  case "$command" in
    "") COMPREPLY=( $(compgen -W "${names} ${flagsOf(GLOBAL_OPTIONS)}" -- "$word") ) ;;
${commands.map(commandCase).join('\n')}
  esac
}
complete -o default -F _strapi_backup strapi-backup`;
}

/** What follows an option that takes a value. */
function valueCase(command: string, { name, value, choices, completes }: OptionDefinition): string {
  if (value === undefined) return '';
  const pattern = command === '*' ? `*:--${name}` : `${command}:--${name}`;
  if (choices !== undefined) {
    return `    ${pattern}) COMPREPLY=( $(compgen -W "${choices.join(' ')}" -- "$word") ); return ;;`;
  }
  // Files and folders are what \`-o default\` completes.
  return completes === undefined
    ? `    ${pattern}) return ;;`
    : `    ${pattern}) COMPREPLY=( $(compgen -${completes === 'folder' ? 'd' : 'f'} -- "$word") ); return ;;`;
}

function commandCase({ name, options, arguments: args }: CommandDefinition): string {
  const words = [
    ...args.flatMap(({ choices }) => choices ?? []),
    flagsOf(options),
    flagsOf(GLOBAL_OPTIONS),
  ];
  return `    ${name}) COMPREPLY=( $(compgen -W "${words.filter((each) => each !== '').join(' ')}" -- "$word") ) ;;`;
}

function flagsOf(options: readonly OptionDefinition[]): string {
  return options.map(({ name }) => `--${name}`).join(' ');
}
