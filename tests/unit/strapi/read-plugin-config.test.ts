import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readPluginConfig } from '../../../server/src/strapi/read-plugin-config';
import { temporaryFolder } from '../../support/temporary-folder';

const folder = temporaryFolder();
const fromStrapi = createRequire(require.resolve('@strapi/strapi/package.json'));

function write(name: string, text: string): void {
  const file = path.join(folder(), name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

test('the environment is laid over the rest, as Strapi does it', () => {
  const environment = process.env['NODE_ENV'] ?? 'development';
  write(
    'plugins.js',
    `module.exports = ({ env }) => ({
       backup: { enabled: true, config: { folder: env('NOT_SET', 'archives'), lease: { heartbeatMs: 1, expiryMs: 2 } } },
       upload: true,
     });`,
  );
  write(
    `env/${environment}/plugins.js`,
    `exports.default = { backup: { config: { lease: { expiryMs: 3 } } } };
     Object.defineProperty(exports, '__esModule', { value: true });`,
  );
  const config = readPluginConfig(fromStrapi, folder());
  expect(config('backup')).toEqual({ folder: 'archives', lease: { heartbeatMs: 1, expiryMs: 3 } });
  expect(config('upload')).toEqual({});
  expect(config('other')).toEqual({});
});

test('without files there is nothing', () => {
  expect(readPluginConfig(fromStrapi, folder())('backup')).toEqual({});
});
