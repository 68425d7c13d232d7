import { oneLine } from './one-line';

const SHOWN = 200;
const HIDDEN = '•••';

/**
 * What another program answered, fit to be shown and logged: one short line, without the secrets that it may have
 * repeated, also when they come back in Base64, as logins send them.
 *
 * @param secrets those that the other side knows from us
 */
export function hideSecrets(answer: string, secrets: readonly (string | null)[]): string {
  let shown = answer.replace(/\/\/[^/\s@]*@/g, `//${HIDDEN}@`);
  for (const secret of secrets) {
    if (secret === null || secret === '') continue;
    for (const form of [secret, Buffer.from(secret).toString('base64')]) {
      shown = shown.replaceAll(form, HIDDEN);
    }
  }
  return oneLine(shown, SHOWN);
}
