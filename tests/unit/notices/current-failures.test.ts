import type { NoticeFailure } from '../../../server/src/contracts/notices';
import { settingsSchema } from '../../../server/src/contracts/settings';
import { currentFailures } from '../../../server/src/health/current-failures';

const at = '2026-03-05T03:34:12.000Z';
const failures: NoticeFailure[] = [
  { at, channel: 'mail', message: 'Refused. Check.' },
  { at, channel: 'webhook', message: 'Not found. Check.' },
];

test('what did not arrive counts while its channel is wanted', () => {
  const mail = { recipients: ['ops@example.com'] };
  const webhook = { url: 'https://hook.example' };
  const shown = (settings: object) => currentFailures(failures, settingsSchema.parse(settings));
  expect(shown({ mail, webhook })).toEqual(failures);
  expect(shown({ mail })).toMatchObject([{ channel: 'mail' }]);
  expect(shown({ webhook })).toMatchObject([{ channel: 'webhook' }]);
  expect(shown({})).toEqual([]);
});
