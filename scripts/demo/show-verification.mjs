import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { bad, dim, done } from './say.mjs';

/**
 * Shows what the plugin says about an archive, and whether the file on the disk is the one that it
 * speaks of.
 *
 * @param {{ verification: string, size: number, sha256: string }} backup
 * @param {string} file
 * @returns {Promise<boolean>} whether both are as they should be
 */
export async function showVerification(backup, file) {
  const isVerified = backup.verification === 'verified';
  if (isVerified) done('Verified: the archive was read back, and every entry in it is right');
  else bad(`Not verified: the archive is ${backup.verification}`);

  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const isTheFile = hash.digest('hex') === backup.sha256 && (await stat(file)).size === backup.size;
  if (isTheFile) done(`sha256 of the file: ${dim(backup.sha256)}`);
  else bad('The file on the disk is not the one that was recorded');
  return isVerified && isTheFile;
}
