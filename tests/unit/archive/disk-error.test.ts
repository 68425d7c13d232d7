import { openSync, closeSync, writeSync } from 'node:fs';
import { diskError } from '../../../server/src/archive/disk-error';
import { BackupError } from '../../../server/src/errors';

function errorOf(act: () => void): unknown {
  try {
    act();
    return null;
  } catch (error) {
    return error;
  }
}

describe('diskError', () => {
  it('knows a full disk', () => {
    const descriptor = openSync('/dev/full', 'w');
    const error = errorOf(() => writeSync(descriptor, 'x'));
    closeSync(descriptor);
    expect(diskError(error)).toMatchObject({ code: 'DISK_FULL', cause: error });
  });

  it.each([
    ['EDQUOT', 'DISK_FULL'],
    ['EFBIG', 'DISK_FULL'],
    ['EROFS', 'FOLDER_UNUSABLE'],
    ['EIO', 'STORAGE_UNREACHABLE'],
  ])('turns %s into %s', (system, code) => {
    expect(diskError(Object.assign(new Error(system), { code: system }))).toMatchObject({ code });
  });

  it('leaves our own errors as they are', () => {
    const error = new BackupError('CANCELLED', 'Cancelled.');
    expect(diskError(error)).toBe(error);
  });
});
