import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openApi } from '../../../server/src/http/openapi';
import { routes } from '../../../server/src/http/routes';
import { version } from '../../../package.json';

const FILE = path.resolve(__dirname, '../../../docs/openapi.json');
const written = `${JSON.stringify(openApi(version), null, 2)}\n`;

test('docs/openapi.json is what the contracts say (npm run reference writes it)', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(written);
});

test('every route is in it, with its method', () => {
  const { paths } = openApi(version) as { paths: Record<string, Record<string, unknown>> };
  const described = Object.entries(paths).flatMap(([address, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${address}`),
  );
  const known = routes.admin.routes.map(
    (route) => `${route.method} /backup${route.path.replace(/:(\w+)/g, '{$1}')}`,
  );
  expect(described.sort()).toEqual(known.sort());
});
