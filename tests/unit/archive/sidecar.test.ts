import { FORMAT_VERSION } from '../../../server/src/archive/manifest';
import {
  manifestText,
  parseManifestText,
  sealManifest,
} from '../../../server/src/archive/manifest-text';
import { parseSidecar, sidecarText } from '../../../server/src/archive/sidecar';
import { manifestParts } from './manifest-parts';
import { withCode } from './with-code';

const manifest = sealManifest({
  formatVersion: FORMAT_VERSION,
  ...manifestParts(),
  compression: { method: 'gzip', level: 6 },
  entries: { count: 3, bytes: 100, sha256: 'a'.repeat(64), offset: 2048 },
});
const sidecar = { archive: { size: 4096, sha256: 'b'.repeat(64) }, manifest };

describe('the manifest', () => {
  it('comes back from its text', () => {
    expect(parseManifestText(Buffer.from(manifestText(manifest)))).toEqual(manifest);
  });

  it('may hold any text that a person can type', () => {
    const named = sealManifest({
      ...manifest,
      name: '"\\\n\u2028😀\ud800',
      site: { id: 'é', name: '' },
    });
    expect(parseManifestText(Buffer.from(manifestText(named)))).toEqual(named);
  });

  it('is refused where a letter is another one', () => {
    const text = manifestText(manifest).replace('Nightly', 'Mightly');
    expect(() => parseManifestText(Buffer.from(text))).toThrow(withCode('ARCHIVE_CORRUPT'));
  });
});

describe('the sidecar', () => {
  it('comes back from its text', () => {
    expect(parseSidecar(Buffer.from(sidecarText(sidecar)))).toEqual(sidecar);
  });

  it('holds three things and no more', () => {
    const parsed = JSON.parse(sidecarText(sidecar)) as Record<string, unknown>;
    expect(Object.keys(parsed)).toEqual(['sidecarVersion', 'archive', 'manifest']);
  });

  it.each([
    ['a newer format', '"formatVersion": 1', '"formatVersion": 7', 'ARCHIVE_VERSION'],
    ['a newer sidecar', '"sidecarVersion": 1', '"sidecarVersion": 2', 'ARCHIVE_CORRUPT'],
    ['a manifest that was changed', '"rows": 3', '"rows": 4', 'ARCHIVE_CORRUPT'],
    ['a size that is none', '4096', '"4096"', 'ARCHIVE_CORRUPT'],
    ['its end missing', '}\n}\n', '}\n', 'ARCHIVE_CORRUPT'],
  ] as const)('is refused with %s', (_, from, to, code) => {
    const text = sidecarText(sidecar).replace(from, to);
    expect(text).not.toBe(sidecarText(sidecar));
    expect(() => parseSidecar(Buffer.from(text))).toThrow(withCode(code));
  });

  it('is refused when it is too large', () => {
    expect(() => parseSidecar(Buffer.alloc(5 * 1024 * 1024, ' '))).toThrow(
      withCode('ARCHIVE_TOO_LARGE'),
    );
  });
});
