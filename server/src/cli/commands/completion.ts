import { z } from 'zod';
import { bashCompletion } from '../completion/bash';
import { fishCompletion } from '../completion/fish';
import { zshCompletion } from '../completion/zsh';
import { defineCommand, type CommandDefinition } from '../command';
import { answer } from '../outcomes';

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;
const shellSchema = z.enum(['bash', 'zsh', 'fish']);

/** @param commands all commands, asked when the script is made: this one is among them */
export function completion(commands: () => readonly CommandDefinition[]): CommandDefinition {
  return defineCommand({
    name: 'completion',
    summary: 'print the completion script of a shell',
    description: ['Prints what a shell needs to complete commands and options with the Tab key.'],
    arguments: [{ name: 'program', choices: shellSchema.options, help: 'bash, zsh or fish' }],
    options: [],
    examples: [
      { line: 'source <(strapi-backup completion bash)', what: 'in ~/.bashrc' },
      {
        line: 'strapi-backup completion zsh > "${fpath[1]}/_strapi-backup"',
        what: 'zsh, once',
      },
      {
        line: 'strapi-backup completion fish > ~/.config/fish/completions/strapi-backup.fish',
        what: 'fish, once',
      },
    ],
    input: z.object({ program: shellSchema }),
    run: ({ program }) => {
      const script = SHELLS[program](commands());
      return Promise.resolve(answer({ program, script }, script));
    },
  });
}
