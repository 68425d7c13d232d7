import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { bashCompletion } from '../../../server/src/cli/completion/bash';
import { fishCompletion } from '../../../server/src/cli/completion/fish';
import { zshCompletion } from '../../../server/src/cli/completion/zsh';
import { COMMANDS } from '../../../server/src/cli/commands';
import { testWhere } from '../../support/test-where';

const bash = { met: existsSync('/bin/bash'), what: 'bash' };

/** What bash offers for a line whose last word is being typed. */
function offered(line: string): string[] {
  const words = line.split(' ');
  const script = `${bashCompletion(COMMANDS)}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${String(words.length - 1)}
_strapi_backup
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync('/bin/bash', ['--norc', '-c', script], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.split('\n').filter((each) => each !== '');
}

testWhere(bash, 'bash offers commands, options and values', () => {
  expect(offered('strapi-backup re')).toEqual(['restore', 'rescan']);
  expect(offered('strapi-backup create --ex')).toEqual(['--exclude-logs']);
  expect(offered('strapi-backup create --type ')).toEqual(['full', 'database', 'media']);
  expect(offered('strapi-backup --json list --status f')).toEqual(['failed']);
  expect(offered('strapi-backup completion f')).toEqual(['fish']);
  expect(offered('strapi-backup create --name ')).toEqual([]);
  expect(offered('strapi-backup restore --comp')).toEqual(['--components']);
  return Promise.resolve();
});

test.each([
  ['bash', bashCompletion(COMMANDS)],
  ['zsh', zshCompletion(COMMANDS)],
  ['fish', fishCompletion(COMMANDS)],
])('%s knows every command and every option', (_, script) => {
  for (const { name, options } of COMMANDS) {
    expect(script).toContain(name);
    for (const option of options) expect(script).toContain(option.name);
  }
});

test('what has a meaning in the shell is quoted', () => {
  const [first] = COMMANDS;
  const help = `it's [a] "test": $HOME`;
  const odd = { ...first!, options: [{ name: 'odd', help }] };
  expect(zshCompletion([odd])).toContain(`'--odd[it'\\''s \\[a\\] "test"\\: $HOME]'`);
  expect(fishCompletion([odd])).toContain(`-d 'it\\'s [a] "test": $HOME'`);
});
