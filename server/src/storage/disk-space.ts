import { statfsSync } from 'node:fs';
import { BackupError } from '../errors';

export interface DiskSpace {
  /** Bytes that this process may still write. */
  readonly free: number;
  readonly total: number;
}

export function diskSpace(folder: string): DiskSpace {
  const stats = statfsSync(folder);
  return { free: stats.bavail * stats.bsize, total: stats.blocks * stats.bsize };
}

/**
 * @param needed bytes that are about to be written
 * @param reserve bytes that must stay free
 * @param name what people call the folder
 * @throws BackupError DISK_FULL, saying how much is missing
 */
export function requireSpace(
  folder: string,
  needed: number,
  reserve: number,
  name = 'backup folder',
): void {
  const { free } = diskSpace(folder);
  if (free >= needed + reserve) return;
  const missing = Math.ceil((needed + reserve - free) / 1024 ** 2);
  throw new BackupError(
    'DISK_FULL',
    `The disk of the ${name} has too little room: about ${String(missing)} MB more are needed. Delete old backups or make room, then try again.`,
  );
}

/** Magic numbers of network file systems, on which SQLite's write-ahead log is not safe. */
const NETWORK_FILE_SYSTEMS = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x00c36400, 0x65735546, 0x5346414f,
]);

export function isNetworkFileSystem(folder: string): boolean {
  return NETWORK_FILE_SYSTEMS.has(statfsSync(folder).type >>> 0);
}
