import { sectionOf } from '../../../admin/src/settings/sections';
import { isShown } from '../../../admin/src/settings/is-shown';
import { fittingUnit, HOURS, MINUTES, SIZES } from '../../../admin/src/settings/fields/units';
import en from '../../../admin/src/translations/en.json';
import { flattenSettings, isConfigOnly } from '../../../server/src/contracts/setting-paths';
import { settingsSchema } from '../../../server/src/contracts/settings';

const PATHS = Object.keys(flattenSettings(settingsSchema.parse({})));

describe('the settings in the panel', () => {
  test.each(PATHS.filter((path) => !isConfigOnly(path)))('%s has a section and a name', (path) => {
    expect(sectionOf(path)).toBeDefined();
    expect(Object.keys(en)).toContain(`backup.setting.${path}`);
  });

  test('a part of a setting is in its section, and a name that only begins alike is not', () => {
    expect(sectionOf('retention.daily')).toBe('retention');
    expect(sectionOf('folderOfSomebody')).toBeUndefined();
  });

  test.each([
    [SIZES, 250e6, 'megabyte'],
    [SIZES, 1.5e9, 'gigabyte'],
    [SIZES, 1.5e12, 'terabyte'],
    [SIZES, 1_234_567_890, 'gigabyte'],
    [SIZES, 1, 'megabyte'],
    [SIZES, null, 'gigabyte'],
    [HOURS, 72, 'day'],
    [HOURS, 36, 'day'],
    [HOURS, 30, 'hour'],
    [HOURS, 12, 'hour'],
    [MINUTES, 5, 'minute'],
    [MINUTES, 0, 'minute'],
    [MINUTES, 90, 'hour'],
  ] as const)('%# an amount is said in the unit that people would take', (units, value, name) => {
    expect(fittingUnit(units, value).name).toBe(name);
  });

  test('what means nothing beside the others is not shown', () => {
    const draft = {
      ...{ compression: 'none', secondFolder: null, 'mail.transport': 'strapi' },
      'database.useStrapiConnection': true,
    };
    for (const path of [
      ...['compressionLevel', 'secondRetention', 'mail.smtp.host', 'database.password'],
    ]) {
      expect(isShown(path, draft)).toBe(false);
    }
    expect(isShown('mail.smtp.host', { ...draft, 'mail.transport': 'smtp' })).toBe(true);
    expect(isShown('database.dumpTool', draft)).toBe(true);
  });
});
