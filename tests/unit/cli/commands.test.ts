import { COMMANDS } from '../../../server/src/cli/commands';
import { propertyOf } from '../../../server/src/cli/command';
import { GLOBAL_OPTIONS } from '../../../server/src/cli/global-options';
import { WrongUsage } from '../../../server/src/cli/wrong-usage';

test('every command of the specification is there', () => {
  expect(COMMANDS.map(({ name }) => name)).toEqual([
    ...['create', 'list', 'show', 'verify', 'restore', 'undo', 'confirm', 'delete', 'download'],
    ...['rescan', 'run-schedules', 'cleanup', 'health', 'setup', 'completion'],
  ]);
});

describe.each(COMMANDS)('$name', (command) => {
  test('says what it is for, with an example', () => {
    expect(command.summary).toMatch(/^[a-z“]/);
    expect(command.description.length).toBeGreaterThan(0);
    expect(command.examples.length).toBeGreaterThan(0);
    for (const { line } of command.examples)
      expect(line).toContain(`strapi-backup ${command.name}`);
  });

  test('has no option twice, and none of the global ones', () => {
    const names = [...command.options, ...GLOBAL_OPTIONS].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const letters = [...command.options, ...GLOBAL_OPTIONS].flatMap(({ short }) => short ?? []);
    expect(new Set(letters).size).toBe(letters.length);
  });

  test('takes each of its options', () => {
    const args = command.arguments.map(({ name, several, choices }) => {
      const value = choices?.[0] ?? 'abcd1234';
      return [name, several === true ? [value] : value] as const;
    });
    for (const { name, value, choices } of command.options) {
      const given = value === undefined ? !name.startsWith('no-') : (choices?.[0] ?? valueOf(name));
      const input = { ...Object.fromEntries(args), [propertyOf(name)]: given };
      expect(() => command.prepare(input)).not.toThrow();
    }
  });
});

/** Of options whose values are not told one by one. */
function valueOf(option: string): string {
  return option === 'level' || option === 'limit' ? '5' : 'database,media';
}

test.each([
  ['create', { level: '12' }, /^--level: /],
  ['create', { level: 'high' }, /^--level: it must be a number from 1 to 9\.$/],
  ['create', { name: ' ' }, /^--name: /],
  ['list', { limit: '0' }, /^--limit: /],
  ['restore', { backup: 'abcd', components: 'database,code' }, /^--components: /],
  [
    'restore',
    { backup: 'abcd', components: 'media,media' },
    /^--components: Name each component once\.$/,
  ],
])('%s refuses %j', (name, given, message) => {
  const command = COMMANDS.find((each) => each.name === name);
  const prepare = (): unknown => command?.prepare(given);
  expect(prepare).toThrow(WrongUsage);
  expect(prepare).toThrow(message);
});
