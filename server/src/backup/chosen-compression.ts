import type { Compression } from '../contracts/backups';
import { BackupError } from '../errors';

/**
 * Reads the two ways of asking for compression together.
 *
 * @param compress the short way: `false` for none
 * @param fallback the setting, for a request that leaves it open
 * @throws BackupError INVALID_INPUT when the two contradict each other
 */
export function chosenCompression(
  compress: boolean | undefined,
  compression: Compression | undefined,
  fallback: Compression,
): Compression {
  if (compress === undefined) return compression ?? fallback;
  if (compression !== undefined && compress !== (compression !== 'none')) {
    throw new BackupError(
      'INVALID_INPUT',
      `“compress” and “compression” contradict each other. Give one of them.`,
      { field: 'compress' },
    );
  }
  if (!compress) return 'none';
  return compression ?? (fallback === 'none' ? 'gzip' : fallback);
}
