import type { Settings, SettingsCheck } from '../contracts/settings';
import { checksOf, remarkOf } from './checks';

/** Sends one that says that it is a test. */
export interface NoticeTests {
  /** @throws Error with a sentence that says what is wrong and what to do */
  test(channel: 'mail' | 'webhook', tried: Settings): Promise<void>;
}

export async function checkNotices(
  notices: NoticeTests,
  tried: Settings,
  channel: 'mail' | 'webhook',
): Promise<SettingsCheck[]> {
  const { green, amber, red } = checksOf(channel);
  const { recipients } = tried.mail;
  if (channel === 'mail' && recipients.length === 0) {
    return [
      amber('MAIL', {
        message: 'Nobody is told by e-mail when a backup fails.',
        remedy: 'Enter who is to be told.',
      }),
    ];
  }
  if (channel === 'webhook' && tried.webhook.url === null) {
    return [green('WEBHOOK', 'No webhook is set.')];
  }
  const code = channel === 'mail' ? 'MAIL' : 'WEBHOOK';
  try {
    await notices.test(channel, tried);
  } catch (error) {
    return [red(code, remarkOf(error))];
  }
  return [
    channel === 'mail'
      ? green(code, `A test message was sent to ${recipients.join(', ')}. Look whether it arrives.`)
      : green(code, 'The webhook accepted a test event.'),
  ];
}
