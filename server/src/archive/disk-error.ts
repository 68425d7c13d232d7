import { BackupError } from '../errors';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const UNUSABLE = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'EEXIST', 'EISDIR']);

/** The error's `code`, such as ENOENT; null for what is not a system error. */
export function systemCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** What a failure to write in the backup folder means to the person who asked for the backup. */
export function diskError(error: unknown): BackupError {
  if (error instanceof BackupError) return error;
  const code = systemCode(error) ?? '';
  if (FULL.has(code)) {
    return new BackupError(
      'DISK_FULL',
      'The disk of the backup folder is full, or a quota or the largest file size is reached. Delete old backups or make room, then try again.',
      { cause: error },
    );
  }
  if (UNUSABLE.has(code)) {
    return new BackupError(
      'FOLDER_UNUSABLE',
      'The archive cannot be created in the backup folder. Check that it exists and that Strapi may write to it.',
      { cause: error },
    );
  }
  return new BackupError(
    'STORAGE_UNREACHABLE',
    'The disk of the backup folder reports errors. Check it, then try again.',
    { cause: error },
  );
}
