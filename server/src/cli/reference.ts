import type { CommandDefinition } from './command';
import { EXIT_CODES, EXIT_MEANINGS } from './exit-codes';
import { GLOBAL_OPTIONS } from './global-options';
import { flagsOf, optionHelp, usageOf } from './help-text';

/** docs/cli.md */
export function cliReference(commands: readonly CommandDefinition[]): string {
  return [...INTRODUCTION, ...commands.flatMap(commandSection)].join('\n').concat('\n');
}

const INTRODUCTION = [
  '# Command line',
  '',
  '<!-- Written by scripts/write-cli-reference.mjs from the definitions in server/src/cli/commands. -->',
  '',
  '`strapi-backup` comes with the plugin: in the folder of your Strapi project, `npx strapi-backup <command>`.',
  '',
  'It makes the same backups as the panel, in the same folder and the same list, one job at a time for the whole site. It reads the',
  'configuration of the project (`config/`, `.env`, `NODE_ENV`) without starting Strapi, so it works when Strapi is stopped, or does not',
  'start any more, and beside a running one. What it needs to know of the content Strapi has written into the database: **Strapi must have been',
  'started once**, and a project in TypeScript must be built.',
  '',
  '- Run it as **the account that runs Strapi**, with the same `NODE_ENV`: archives belong to whoever made them, and the environment chooses the',
  '  database.',
  '- `restore` and `undo` want Strapi **stopped**. While it runs, restore in its Backup tab or over [REST](rest.md).',
  '- Ctrl-C (and SIGTERM) stops a job as *Cancel* in the panel does, and leaves nothing behind but its record. A restore past its commit point is',
  '  finished instead.',
  '- An id may be cut short, as long as only one begins with it.',
  '- Mails go out when the settings name a mail server of their own; Strapi’s e-mail plugin works in a running Strapi only.',
  '- What was done here is in the audit trail, as *account* (command line).',
  '',
  'For cron, systemd, Docker, PM2 and Kubernetes: [automation.md](automation.md).',
  '',
  '## Options of every command',
  '',
  '| option | |',
  '|---|---|',
  ...GLOBAL_OPTIONS.map((option) => `| \`${flagsOf(option)}\` | ${cell(optionHelp(option))} |`),
  '',
  '## Exit codes',
  '',
  '| code | |',
  '|---|---|',
  ...Object.entries(EXIT_CODES).map(
    ([name, code]) => `| ${String(code)} | ${EXIT_MEANINGS[name as keyof typeof EXIT_CODES]} |`,
  ),
  '',
  '## For scripts',
  '',
  'With `--json`, stdout has one document: `{"data": …, "meta": …}`, or `{"error": {"code", "message", "details"}}`. Backups, restores, plans and',
  'health have the fields of [REST](rest.md), codes are those of [errors.md](errors.md). Progress and messages go to stderr: a bar on a',
  'terminal, lines otherwise, nothing with `--quiet`.',
  '',
  '## Commands',
];

function commandSection(command: CommandDefinition): string[] {
  const { description, arguments: args, options, examples } = command;
  return [
    '',
    `### \`strapi-backup ${usageOf(command)}\``,
    '',
    ...description.flatMap((paragraph) => [paragraph, '']),
    ...(args.length + options.length === 0
      ? []
      : [
          '| | |',
          '|---|---|',
          ...args.map(({ name, help }) => `| \`${name}\` | ${cell(help)} |`),
          ...options.map((option) => `| \`${flagsOf(option)}\` | ${cell(optionHelp(option))} |`),
          '',
        ]),
    '```sh',
    ...aligned(examples.map(({ line, what }) => [line, what])),
    '```',
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function aligned(pairs: readonly (readonly [line: string, what: string])[]): string[] {
  const width = Math.max(...pairs.map(([line]) => line.length));
  return pairs.map(([line, what]) => `${line.padEnd(width)}  # ${what}`);
}
