import { COMMANDS } from '../../../server/src/cli/commands';
import { parseArguments, type Parsed } from '../../../server/src/cli/parse-arguments';
import { WrongUsage } from '../../../server/src/cli/wrong-usage';

const parse = (...argv: string[]): Parsed => parseArguments(argv, COMMANDS);

function given(...argv: string[]): Extract<Parsed, { kind: 'run' }> {
  const parsed = parse(...argv);
  if (parsed.kind !== 'run') throw new Error(parsed.kind);
  return parsed;
}

test('options of a command, by their names', () => {
  const { command, given: input } = given(
    ...['create', '--name', 'Before', '--exclude-logs', '--no-compress', '--level=3', '--pin'],
  );
  expect(command.name).toBe('create');
  expect(input).toEqual({
    name: 'Before',
    excludeLogs: true,
    compress: false,
    level: '3',
    pin: true,
  });
});

test('what is not given is not there, but what can only be switched off', () => {
  expect(given('restore', 'abcd').given).toEqual({ backup: 'abcd', safetyBackup: true });
});

test('global options stand before or after the command', () => {
  const expected = { appDir: '/site', json: true, quiet: true };
  expect(given('--json', '-q', '--app-dir', '/site', 'list').global).toEqual(expected);
  expect(given('list', '--app-dir=/site', '--quiet', '--json').global).toEqual(expected);
  expect(given('list').global).toEqual({ appDir: null, json: false, quiet: false });
});

test('arguments: some may be left out, some may be several', () => {
  expect(given('undo').given).toEqual({ id: undefined, safetyBackup: true });
  expect(given('delete', 'abcd', 'efgh').given).toEqual({ ids: ['abcd', 'efgh'] });
  expect(given('show', '--', '--json').given).toEqual({ id: '--json' });
});

test.each([
  [['--help'], null],
  [['-h', 'create'], 'create'],
  [['create', '--name', '--help'], 'create'],
  // Something is missing, and something is unknown: the help says what.
  [['show', '--surprise', '--help'], 'show'],
  [['help', 'restore'], 'restore'],
  [['help'], null],
])('%j asks for help', (argv, name) => {
  const parsed = parse(...argv);
  expect(parsed).toMatchObject({ kind: 'help' });
  expect(parsed.kind === 'help' ? (parsed.command?.name ?? null) : undefined).toBe(name);
});

test('--version wins, too', () => {
  expect(parse('create', '--version')).toEqual({ kind: 'version' });
});

test.each([
  [[], /^Name a command\./],
  [['creat'], /^Unknown command 'creat' \(Did you mean create\?\)/],
  [['create', '--typ', 'full'], /^Unknown option '--typ'/],
  [['create', '--type', 'all'], /Allowed choices are full, database, media/],
  [['create', '--name'], /argument missing/],
  [['create', 'now'], /^Too many arguments/],
  [['show'], /^Missing required argument 'id'/],
  [['show', 'abcd', 'efgh'], /^Too many arguments/],
  [['completion', 'cmd'], /Allowed choices are bash, zsh, fish/],
])('%j is wrong usage', (argv, message) => {
  expect(() => parse(...argv)).toThrow(WrongUsage);
  expect(() => parse(...argv)).toThrow(message);
});
