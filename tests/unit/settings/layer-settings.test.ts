import fc from 'fast-check';
import { BackupError } from '../../../server/src/errors';
import { layerSettings } from '../../../server/src/settings/layer-settings';
import { flattenSettings, nestSettings } from '../../../server/src/contracts/setting-paths';
import { settingsSchema } from '../../../server/src/contracts/settings';

const DEFAULTS = settingsSchema.parse({});

describe('layers of settings', () => {
  test('config/plugins lies over what is stored, field by field', () => {
    const { settings, ignored } = layerSettings(
      flattenSettings({ compression: 'none', mail: { language: 'fr' } }),
      { compression: 'gzip', 'mail.language': 'de', 'mail.onSuccess': true, compressionLevel: 3 },
    );
    expect(settings).toMatchObject({
      compression: 'none',
      compressionLevel: 3,
      mail: { language: 'fr', onSuccess: true, onFailure: true },
    });
    expect(ignored).toEqual([]);
  });

  test('a policy of retention is one thing: half of two policies is neither', () => {
    const { settings } = layerSettings(flattenSettings({ retention: { daily: 7 } }), {
      retention: { keepLast: 2 },
    });
    expect(settings.retention).toMatchObject({ daily: 7, keepLast: null });
  });

  test('what was stored and does not fit is left out, and named; the rest stays', () => {
    const { settings, ignored } = layerSettings(
      {},
      { compressionLevel: 99, nonsense: 1, excludeLogs: true },
    );
    expect(settings).toEqual({ ...DEFAULTS, excludeLogs: true });
    expect([...ignored].sort()).toEqual(['compressionLevel', 'nonsense']);
  });

  test('a rule about two fields that config/plugins has broken does not keep a site from starting', () => {
    const { settings, ignored } = layerSettings(flattenSettings({ mail: { sender: null } }), {
      'mail.transport': 'smtp',
      'mail.smtp.host': 'mail.example.com',
      'mail.sender': 'backup@example.com',
    });
    expect(settings.mail.transport).toBe('strapi');
    expect(ignored).toContain('mail.transport');
  });

  test('what is wrong in config/plugins stops the start, with its path', () => {
    const error = refusal(() =>
      layerSettings(flattenSettings({ database: { port: 0 } }), { compressionLevel: 3 }),
    );
    expect(error).toMatchObject({ code: 'INVALID_INPUT', field: 'database.port' });
  });
});

test('settings by path and nested are the same', () => {
  fc.assert(
    fc.property(fc.subarray(Object.entries(flattenSettings(DEFAULTS))), (entries) => {
      const flat = Object.fromEntries(entries);
      expect(flattenSettings(nestSettings(flat))).toEqual(flat);
    }),
  );
});

test('every setting by its path, together, is all settings', () => {
  expect(nestSettings(flattenSettings(DEFAULTS))).toEqual(DEFAULTS);
});

function refusal(act: () => unknown): BackupError {
  try {
    act();
  } catch (error) {
    if (error instanceof BackupError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}
