import type { HealthReason } from '../contracts/health';
import type { Letter, LetterItem } from './letter';
import type { RecoveredNotice, UnhealthyNotice } from './notice';
import type { NoticeFormats } from './notice-formats';
import { oneLine } from './one-line';
import { panelLink } from './panel-link';
import type { NoticeTexts } from './texts/notice-texts';

const NAME_LIMIT = 200;
const SENTENCE_LIMIT = 1000;

/** That a site could not be brought back today, and why; or that it can again. */
export function healthLetter(
  notice: UnhealthyNotice | RecoveredNotice,
  texts: NoticeTexts,
  formats: NoticeFormats,
): Letter {
  const { health, site, at } = notice;
  const { label } = texts;
  const name = oneLine(site.name, NAME_LIMIT);
  const moment = (iso: string | null): string => (iso === null ? texts.none : formats.moment(iso));
  const newest = [
    [label.newestDatabase, moment(health.newest.database)],
    [label.newestMedia, moment(health.newest.media)],
    ...(health.nextRunAt === null ? [] : [[label.nextRun, moment(health.nextRunAt)] as const]),
  ] as const;
  const shared = {
    colon: texts.colon,
    detailsLabel: texts.details,
    link: panelLink(site, texts),
    footer: texts.footer,
  };
  const reasons = health.reasons.map((reason) => withAdvice(reason, texts));
  if (notice.event === 'health.unhealthy') {
    return {
      ...shared,
      subject: texts.subject.unhealthy(name),
      tone: 'bad',
      headline: texts.headline.unhealthy,
      facts: [[label.site, name], ...newest],
      lists: listOf(texts.title.reasons, reasons),
    };
  }
  const { since, reasons: past } = notice.before;
  const lasted = Date.parse(at) - Date.parse(since);
  const isWell = health.state === 'healthy';
  return {
    ...shared,
    subject: texts.subject.recovered(name),
    tone: isWell ? 'good' : 'warning',
    headline: isWell ? texts.headline.recovered : texts.headline.improved,
    facts: [
      [label.site, name],
      ...(lasted >= 0 ? [[label.since, formats.duration(lasted)] as const] : []),
      ...newest,
    ],
    lists: [
      ...listOf(texts.title.remaining, reasons),
      ...listOf(
        texts.title.before,
        past.map((reason) => ({ text: whatIsWrong(reason, texts) })),
      ),
    ],
  };
}

function listOf(title: string, items: readonly LetterItem[]): Letter['lists'] {
  return items.length === 0 ? [] : [{ title, items }];
}

function withAdvice(reason: HealthReason, texts: NoticeTexts): LetterItem {
  return {
    text: whatIsWrong(reason, texts),
    advice: texts.health[reason.code].advice,
    // How much is left, how long it is overdue: only the server's own sentence knows.
    detail: `${reason.code}: ${oneLine(reason.message, SENTENCE_LIMIT)}`,
  };
}

function whatIsWrong({ code, subject }: HealthReason, texts: NoticeTexts): string {
  return texts.health[code].what(
    subject === null ? '' : texts.quote(oneLine(subject.name, NAME_LIMIT)),
  );
}
