import { createRequire } from 'node:module';
import path from 'node:path';
import { keySecretBox } from '../../../server/src/settings/secret-box';

interface EncryptionService {
  encrypt(text: string): string | null;
  decrypt(sealed: string): string | null;
}

const KEY = 'an encryption key of a site';
const SECRET = 'päss\u0000wort 🔑';
const services = path.join(
  path.dirname(require.resolve('@strapi/admin/package.json')),
  'dist/server/server/src/services/encryption.js',
);

/** Strapi's own, which reads its key from the global Strapi. */
function strapiService(encryptionKey: string): EncryptionService {
  Object.assign(globalThis, {
    strapi: { config: { get: () => ({ encryptionKey }) }, log: { warn: () => undefined } },
  });
  // By its file: the package exports it to nobody else.
  const loaded = createRequire(__filename)(services) as {
    default?: EncryptionService;
  } & EncryptionService;
  return loaded.default ?? loaded;
}

afterAll(() => {
  Reflect.deleteProperty(globalThis, 'strapi');
});

test('Strapi opens what the command line has sealed', () => {
  expect(strapiService(KEY).decrypt(keySecretBox(KEY).seal(SECRET)!)).toBe(SECRET);
});

test('the command line opens what Strapi has sealed', () => {
  expect(keySecretBox(KEY).open(strapiService(KEY).encrypt(SECRET)!)).toBe(SECRET);
});

test('one secret sealed twice is not the same text', () => {
  const box = keySecretBox(KEY);
  expect(box.seal(SECRET)).not.toBe(box.seal(SECRET));
});

test('another key, changed bytes or nonsense open nothing', () => {
  const sealed = keySecretBox(KEY).seal(SECRET)!;
  expect(keySecretBox('another').open(sealed)).toBeNull();
  expect(
    keySecretBox(KEY).open(sealed.replace(/.$/, (last) => (last === '0' ? '1' : '0'))),
  ).toBeNull();
  for (const text of ['', 'v1', 'v1:::', 'v2:00:00:00', 'plain']) {
    expect(keySecretBox(KEY).open(text)).toBeNull();
  }
});

test('without a key nothing is sealed', () => {
  expect(keySecretBox(null)).toMatchObject({ canSeal: false });
  expect(keySecretBox(null).seal(SECRET)).toBeNull();
});
