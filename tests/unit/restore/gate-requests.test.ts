import { passesGate } from '../../../server/src/restore/gate-requests';

const request = (method: string, path: string, accept = '*/*') => ({ method, path, accept });
const passes = (gate: 'open' | 'write' | 'closed', method: string, path: string, accept?: string) =>
  passesGate(gate, request(method, path, accept), '/admin');

test('an open gate lets everything through', () => {
  expect(passes('open', 'DELETE', '/api/articles/1')).toBe(true);
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'post'])('the write gate stops %s', (method) => {
  expect(passes('write', method, '/api/articles')).toBe(false);
  expect(passes('write', method, '/content-manager/collection-types/api::article.article')).toBe(
    false,
  );
  expect(passes('write', method, '/backup/backups')).toBe(false);
});

test.each([
  '/admin/login',
  '/admin/access-token',
  '/Admin/Login/',
  '/backup/restores',
  '/backup/restores/abc/cancel',
  '/api/auth/local',
])('the write gate lets sign-in and the restore itself through: %s', (path) => {
  expect(passes('write', 'POST', path)).toBe(true);
});

test.each(['/admin/login/../../api/x', '/backup/restoresx', '/api/auth/local/register'])(
  'and nothing that only looks like it: %s',
  (path) => {
    expect(passes('write', 'POST', path)).toBe(false);
  },
);

test('reading goes on behind the write gate and stops behind the closed one', () => {
  expect(passes('write', 'GET', '/api/articles')).toBe(true);
  expect(passes('closed', 'GET', '/api/articles')).toBe(false);
  expect(passes('closed', 'GET', '/uploads/a.jpg')).toBe(false);
  expect(passes('closed', 'POST', '/backup/restores')).toBe(false);
});

test.each(['/_health', '/backup/restore-status', '/backup/Restore-Status/'])(
  'the closed gate leaves %s',
  (path) => {
    expect(passes('closed', 'GET', path)).toBe(true);
  },
);

test('the closed gate leaves the panel’s files, not its data', () => {
  expect(passes('closed', 'GET', '/admin/strapi-abc.js')).toBe(true);
  expect(passes('closed', 'GET', '/admin/plugins/backup', 'text/html')).toBe(true);
  expect(passes('closed', 'GET', '/admin/users/me', 'application/json')).toBe(false);
});
