import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ERROR_STATUS } from '../../../server/src/errors';

const root = path.resolve(__dirname, '../../..');
const page = readFileSync(path.join(root, 'docs/errors.md'), 'utf8');

function documented(): Map<string, number> {
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (\d{3}) \|/gm)];
  return new Map(rows.map(([, code = '', status]) => [code, Number(status)]));
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));
}

test('docs/errors.md lists exactly the codes of the source, with their status', () => {
  expect(Object.fromEntries(documented())).toEqual(ERROR_STATUS);
});

test('every code is used somewhere', () => {
  const text = sources(path.join(root, 'server/src'))
    .filter((source) => !source.includes('export const ERROR_STATUS'))
    .join('\n');
  const unused = Object.keys(ERROR_STATUS).filter(
    (code) => !text.includes(`'${code}'`) && code !== 'LEASE_LOST',
  );
  expect(unused).toEqual([]);
});
