/**
 * Reads a secret from the environment, or makes up a fixed one so that a fresh clone starts without a `.env` file.
 *
 * DEMO ONLY: everybody can read these values in the public source. A real site sets every one of
 * APP_KEYS, ADMIN_JWT_SECRET, API_TOKEN_SALT, TRANSFER_TOKEN_SALT, JWT_SECRET and ENCRYPTION_KEY.
 *
 * @param name name of the environment variable; an empty value counts as missing
 * @returns its value, or `demo-only-<name>`, the same on every start (sessions and tokens keep working)
 */
export function demoSecret(name: string): string {
  const value = process.env[name];
  return value === undefined || value === ''
    ? `demo-only-${name.toLowerCase().replaceAll('_', '-')}`
    : value;
}
