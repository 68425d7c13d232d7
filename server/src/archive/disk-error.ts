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

/** What the file system says, and no other part of Node: a refused connection has a code, too. */
const FILE_SYSTEM_CALLS = new Set(
  'open read write fsync close rename mkdir rmdir rm unlink scandir stat lstat fstat statfs utime futime chmod truncate ftruncate copyfile readlink realpath access link sync'.split(
    ' ',
  ),
);

/**
 * An error that came from a file or a folder, wherever that was, in the terms of the person who waits for
 * the job; any other one as it is.
 */
export function asDiskError(error: unknown): unknown {
  if (error instanceof BackupError || systemCode(error) === null) return error;
  const { syscall } = error as { readonly syscall?: unknown };
  if (typeof syscall !== 'string' || !FILE_SYSTEM_CALLS.has(syscall)) return error;
  const { code } = diskError(error);
  return new BackupError(code, SENTENCES[code] ?? SENTENCES.STORAGE_UNREACHABLE, { cause: error });
}

const SENTENCES: Readonly<Record<string, string>> & Record<'STORAGE_UNREACHABLE', string> = {
  DISK_FULL:
    'The disk of the backup folder or of the uploads folder is full. Make room, then try again.',
  FOLDER_UNUSABLE:
    'A file of the backup folder or of the uploads folder cannot be made, moved or removed. Check who owns them and whether Strapi may write there, then try again.',
  STORAGE_UNREACHABLE:
    'The disk of the backup folder or of the uploads folder reports errors. Check it, then try again.',
};
