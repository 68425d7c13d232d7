import { readToolMessages } from '../../../server/src/database/mysql/dump-tool/tool-message';

test.each([
  'mysqldump: [Warning] Using a password on the command line interface can be insecure.',
  'WARNING: Forcing protocol to  TCP  due to option specification. Please explicitly state intended protocol.',
  "/usr/bin/mysqldump: Deprecated program name. It will be removed in a future release, use '/usr/bin/mariadb-dump' instead",
  'Warning: A partial dump from a server that has GTIDs will by default include the GTIDs.',
  '-- Warning: Skipping the data of table mysql.event.',
  'WARNING: option --ssl-verify-server-cert is disabled, because of an insecure passwordless login.',
])('is a warning: %s', (line) => {
  expect(readToolMessages(`${line}\n`, [])).toEqual({ warnings: [line], errors: [] });
});

test.each([
  "mysqldump: Error: 'Access denied; you need (at least one of) the PROCESS privilege(s) for this operation' when trying to dump tablespaces",
  'mysqldump: Got error: 1045: "Access denied for user" when trying to connect',
  "mysqldump: Couldn't execute 'SHOW FIELDS FROM `warning`': gone (2013)",
  'something that nobody knows',
])('is an error: %s', (line) => {
  expect(readToolMessages(`${line}\r\n`, [])).toEqual({ warnings: [], errors: [line] });
});

test('secrets and control characters are not passed on', () => {
  const { errors } = readToolMessages('it said pa$w \u001b[31mtwice: pa$w', ['', 'p', 'pa$w']);
  expect(errors).toEqual(['it said …  [31mtwice: …']);
});
