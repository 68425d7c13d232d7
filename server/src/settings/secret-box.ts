import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Keeps secrets so that nobody reads them in the database. */
export interface SecretBox {
  /** Whether there is a key to seal with. */
  readonly canSeal: boolean;
  /** @returns null without a key */
  seal(secret: string): string | null;
  /** @returns null without the key that it was sealed with */
  open(sealed: string): string | null;
}

const VERSION = 'v1';
const IV_BYTES = 16;

/**
 * The same as Strapi's own encryption service, where Strapi does not run: what one has sealed the other opens.
 *
 * Source: services/encryption in @strapi/admin (AES-256-GCM, key = sha256 of `admin.secrets.encryptionKey`).
 *
 * @param encryptionKey null: nothing can be sealed
 */
export function keySecretBox(encryptionKey: string | null): SecretBox {
  const key = encryptionKey === null ? null : createHash('sha256').update(encryptionKey).digest();
  return {
    canSeal: key !== null,
    seal: (secret) => {
      if (key === null) return null;
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return [
        VERSION,
        ...[iv, sealed, cipher.getAuthTag()].map((part) => part.toString('hex')),
      ].join(':');
    },
    open: (text) => (key === null ? null : openWith(key, text)),
  };
}

function openWith(key: Buffer, text: string): string | null {
  const [version, iv, sealed, tag] = text.split(':');
  if (version !== VERSION || !iv || sealed === undefined || !tag) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'hex'));
    decipher.setAuthTag(Buffer.from(tag, 'hex'));
    return Buffer.concat([
      decipher.update(Buffer.from(sealed, 'hex')),
      decipher.final(),
    ]).toString();
  } catch {
    // Another key, or changed bytes: whoever set the secret enters it again.
    return null;
  }
}
