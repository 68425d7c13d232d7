import type { WebhookPayload } from '../contracts/notices';
import type { Notice } from './notice';

/** @param id of the delivery */
export function webhookPayload(notice: Notice, id: string): WebhookPayload {
  const { site, at } = notice;
  const shared = { id, at, site: { id: site.id, name: site.name, url: site.url } };
  switch (notice.event) {
    case 'backup.completed':
    case 'backup.failed': {
      const { event, backup, schedule } = notice;
      return { ...shared, event, backup, schedule };
    }
    case 'health.unhealthy':
      return { ...shared, event: notice.event, health: notice.health };
    case 'health.recovered':
      return { ...shared, event: notice.event, health: notice.health, before: notice.before };
    case 'test':
      return { ...shared, event: notice.event };
  }
}
