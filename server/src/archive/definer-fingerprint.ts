import { createHmac } from 'node:crypto';

/**
 * Stands for the account that an object belongs to in a manifest, which names no accounts and no hosts:
 * HMAC-SHA-256 over `user@host` with the archive's id as key, 16 hex digits.
 */
export function definerFingerprint(archiveId: string, definer: string): string {
  return createHmac('sha256', archiveId).update(definer).digest('hex').slice(0, 16);
}
