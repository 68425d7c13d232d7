import { createHmac } from 'node:crypto';

/**
 * What proves to a receiver that a delivery is from here and of now: the header `X-Backup-Signature`,
 * `t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>", in hex>`.
 *
 * @param seconds since 1970; signed too, so that nobody can send an old one again later
 */
export function signWebhook(secret: string, body: string, seconds: number): string {
  const stamp = String(seconds);
  const mac = createHmac('sha256', secret).update(`${stamp}.${body}`).digest('hex');
  return `t=${stamp},v1=${mac}`;
}
