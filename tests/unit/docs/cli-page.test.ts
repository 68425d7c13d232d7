import { readFileSync } from 'node:fs';
import path from 'node:path';
import { COMMANDS } from '../../../server/src/cli/commands';
import { cliReference } from '../../../server/src/cli/reference';

const page = path.resolve(__dirname, '../../../docs/cli.md');

test('docs/cli.md is what node scripts/write-cli-reference.mjs writes', () => {
  expect(readFileSync(page, 'utf8')).toBe(cliReference(COMMANDS));
});
