import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findDist } from '../../../server/src/strapi/find-dist';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const never = (): Promise<never> => Promise.reject(new Error('The compiler was asked.'));

function write(name: string, text = ''): void {
  const file = path.join(folder(), name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

test('a project in JavaScript is its own result', async () => {
  write('config/database.js');
  expect(await findDist(folder(), never)).toBe(folder());
});

test('a tsconfig.json says where the result is, with comments and commas', async () => {
  write(
    'tsconfig.json',
    `{ // of "Strapi"
      "compilerOptions": { "outDir": "./out", /* "outDir": "x" */ "paths": { "a": ["//b"], }, },
    }`,
  );
  write('out/config/database.js');
  expect(await findDist(folder(), never)).toBe(path.join(folder(), 'out'));
});

test('one that extends another is left to the compiler', async () => {
  write('tsconfig.json', '{ "extends": "./base.json" }');
  write('made/config/database.json');
  const asked = (): Promise<string> => Promise.resolve('made');
  expect(await findDist(folder(), asked)).toBe(path.join(folder(), 'made'));
});

test('a project that has not been built is told so', async () => {
  write('tsconfig.json', '{}');
  write('config/database.ts');
  await expect(findDist(folder(), never)).rejects.toMatchObject({
    code: 'APP_NOT_READY',
    message: expect.stringContaining('npm run build') as string,
  });
});

test('a folder without a project', async () => {
  await expect(findDist(folder(), never)).rejects.toMatchObject({ code: 'APP_NOT_FOUND' });
});
