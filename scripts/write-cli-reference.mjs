import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { requireTypescript } from './require-typescript.mjs';

/** Writes docs/cli.md from the definitions of the commands; a unit test says when that is due. */
const { COMMANDS } = requireTypescript('server/src/cli/commands/index.ts');
const { cliReference } = requireTypescript('server/src/cli/reference.ts');

await writeFile(path.join(ROOT, 'docs', 'cli.md'), cliReference(COMMANDS));
