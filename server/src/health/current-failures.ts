import type { NoticeFailure } from '../contracts/notices';
import type { Settings } from '../contracts/settings';

/** Notices that did not arrive, without those of a channel that has been switched off since. */
export function currentFailures(
  failures: readonly NoticeFailure[],
  { mail, webhook }: Pick<Settings, 'mail' | 'webhook'>,
): NoticeFailure[] {
  const isUsed = { mail: mail.recipients.length > 0, webhook: webhook.url !== null };
  return failures.filter(({ channel }) => isUsed[channel]);
}
