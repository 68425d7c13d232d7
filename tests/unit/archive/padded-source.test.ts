import { PaddedSource } from '../../../server/src/archive/padded-source';

/** A disk that fails in the middle of a file. */
const failing = {
  size: 10,
  mtime: 0,
  reads: 0,
  read(target: Buffer): number {
    this.reads += 1;
    if (this.reads > 1) throw Object.assign(new Error('EIO'), { code: 'EIO' });
    target.fill('x', 0, 4);
    return 4;
  },
};

describe('PaddedSource', () => {
  it('puts zeros where the disk cannot be read', async () => {
    const source = new PaddedSource(failing);
    const target = Buffer.alloc(6, 0xff);
    expect(await source.read(target)).toBe(4);
    expect(source.fault).toBeNull();
    expect(await source.read(target)).toBe(6);
    expect(target).toEqual(Buffer.alloc(6));
    expect(source.fault).toBe('unreadable');
  });
});
