import type { SettingsCheck, SettingsView } from '../contracts/settings';
import { checksOf } from './checks';

const { green, amber, red } = checksOf('mail');

/** Whether passwords that are entered here can be kept. */
export function checkSecrets({ canStoreSecrets, values }: SettingsView): SettingsCheck[] {
  const states = [values.database.password, values.mail.smtp.password, values.webhook.secret];
  if (states.some(({ isReadable }) => !isReadable)) {
    return [
      red('SECRETS', {
        message: 'A password was stored with another encryption key, and cannot be read any more.',
        remedy: 'Enter it again, or bring the old ENCRYPTION_KEY back.',
      }),
    ];
  }
  if (!canStoreSecrets) {
    return [
      amber('SECRETS', {
        message: 'Strapi has no encryption key, so passwords cannot be stored here.',
        remedy: 'Set ENCRYPTION_KEY, or set passwords in config/plugins.',
      }),
    ];
  }
  return [green('SECRETS', 'Passwords are stored encrypted.')];
}
