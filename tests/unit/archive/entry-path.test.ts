import * as fc from 'fast-check';
import { parseEntryPath } from '../../../server/src/archive/entry-path';

describe('parseEntryPath', () => {
  it.each([
    ['RESTORE.md', 'guide'],
    ['database/database.sqlite', 'database'],
    ['database/10-api%3A%3Aarticles-00001.sql', 'database'],
    ['media/uploads/a.jpg', 'media'],
    ['media/uploads/folder/photo (1).jpg', 'media'],
    ['SHA256SUMS', 'checksums'],
    ['entries.jsonl', 'list'],
    ['manifest.json', 'manifest'],
  ])('knows %s', (name, group) => {
    expect(parseEntryPath(name)).toMatchObject({ text: name, isUtf8: true, group });
  });

  it('keeps names of any bytes as they are', () => {
    const bytes = Buffer.concat([Buffer.from('media/uploads/'), Buffer.of(0xff, 0xfe, 0x0a, 0x5c)]);
    const path = parseEntryPath(bytes);
    expect(path.bytes).toEqual(bytes);
    expect(path.isUtf8).toBe(false);
    expect(path.group).toBe('media');
  });

  it('takes parts of 255 bytes and no more', () => {
    expect(parseEntryPath(`media/uploads/${'é'.repeat(127)}x`).group).toBe('media');
    expect(() => parseEntryPath(`media/uploads/${'é'.repeat(128)}`)).toThrow(/255 bytes/);
  });

  it('takes 4096 bytes and no more', () => {
    const name = `media/uploads/${'a/'.repeat(2040)}`;
    expect(parseEntryPath(name.padEnd(4096, 'b')).group).toBe('media');
    expect(() => parseEntryPath(name.padEnd(4097, 'b'))).toThrow(/4096 bytes/);
  });

  it('never returns a name that leads out of its folder', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '.',
        '..',
        '',
        'media',
        'uploads',
        'database',
        'C:',
        'x',
        '..\\..',
        '~',
        '\0',
      ),
      fc.string({ maxLength: 5 }),
    );
    const name = fc
      .tuple(fc.boolean(), fc.array(part, { maxLength: 6 }))
      .map(([ours, parts]) => [...(ours ? ['media', 'uploads'] : []), ...parts].join('/'));
    fc.assert(
      fc.property(name, (text) => {
        let parsed: string;
        try {
          parsed = parseEntryPath(text).bytes.toString();
        } catch (error) {
          expect(error).toMatchObject({ code: 'ARCHIVE_UNSAFE' });
          return;
        }
        const parts = parsed.split('/');
        expect(parsed).not.toContain('\0');
        expect(parts.every((each) => each !== '' && !each.startsWith('.'))).toBe(true);
        expect(parts.length === 1 || ['media', 'database'].includes(parts[0]!)).toBe(true);
      }),
    );
  });
});
