import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { requireTypescript } from './require-typescript.mjs';

/** Writes docs/openapi.json from the contracts; a unit test says when that is due. */
const { openApi } = requireTypescript('server/src/http/openapi.ts');
const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));

const file = path.join(ROOT, 'docs', 'openapi.json');
await writeFile(file, `${JSON.stringify(openApi(version), null, 2)}\n`);
