import type { NoticeChannel } from '../contracts/notices';

/**
 * A notice that did not arrive. `message` is a sentence for people: it says what to do and contains nothing secret. It has
 * no `cause`, because those of mail and HTTP libraries carry passwords and addresses with tokens into logs.
 */
export class NoticeError extends Error {
  readonly channel: NoticeChannel;

  constructor(channel: NoticeChannel, message: string) {
    super(message);
    this.name = 'NoticeError';
    this.channel = channel;
  }
}
