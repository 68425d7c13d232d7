import type { Backup } from '../contracts/backups';
import type { Letter, LetterItem } from './letter';
import type { BackupNotice } from './notice';
import type { NoticeFormats } from './notice-formats';
import { oneLine } from './one-line';
import { panelLink } from './panel-link';
import { ADVISED_CODES, type AdvisedCode, type NoticeTexts } from './texts/notice-texts';

const NAME_LIMIT = 200;
/** Of what the server or another program says. */
const SENTENCE_LIMIT = 1000;
const WARNINGS_SHOWN = 10;

type Fact = readonly [label: string, value: string];

/** What became of a backup: how long it took, how big it is, and what is to be done. */
export function backupLetter(
  notice: BackupNotice,
  texts: NoticeTexts,
  formats: NoticeFormats,
): Letter {
  const { backup, site } = notice;
  const names = [oneLine(backup.name, NAME_LIMIT), oneLine(site.name, NAME_LIMIT)] as const;
  const shared = {
    facts: facts(notice, texts, formats),
    colon: texts.colon,
    detailsLabel: texts.details,
    link: panelLink(site, texts),
    footer: texts.footer,
  };
  if (notice.event === 'backup.failed') {
    return {
      ...shared,
      subject: texts.subject.failed(...names),
      tone: 'bad',
      headline: texts.headline.failed,
      lists: [
        { title: texts.title.happened, items: [{ text: sentence(backup.error?.message ?? '') }] },
        { title: texts.title.advice, items: [{ text: texts.advice[advisedCode(backup)] }] },
      ].filter(({ items }) => items.some(({ text }) => text !== '')),
    };
  }
  const isVerified = backup.verification === 'verified';
  const warnings = warningItems(backup, texts, formats);
  return {
    ...shared,
    subject: texts.subject.completed(...names),
    tone: isVerified && warnings.length === 0 ? 'good' : 'warning',
    headline: isVerified ? texts.headline.verified : texts.headline.completed,
    lists: [
      ...(warnings.length === 0 ? [] : [{ title: texts.title.warnings, items: warnings }]),
      ...(isVerified ? [] : [{ title: texts.title.advice, items: [{ text: texts.unverified }] }]),
    ],
  };
}

function facts(
  { event, backup, schedule, site }: BackupNotice,
  { label, ...texts }: NoticeTexts,
  formats: NoticeFormats,
): Fact[] {
  const { counts } = backup;
  const number = (value: number): string => formats.number(value);
  const started = backup.startedAt ?? backup.createdAt;
  return [
    [label.site, oneLine(site.name, NAME_LIMIT)],
    [label.backup, oneLine(backup.name, NAME_LIMIT)],
    ...some(schedule, ({ name }): Fact => [label.schedule, oneLine(name, NAME_LIMIT)]),
    [label.type, texts.type[backup.type]],
    [label.started, formats.moment(started)],
    ...some(backup.durationMs, (ms): Fact => [label.duration, formats.duration(ms)]),
    ...some(backup.size, (size): Fact => [label.size, sizeOf(size, backup, texts, formats)]),
    ...some(counts, ({ tables, rows, entries, mediaFiles, mediaBytes }): Fact[] => [
      ...(backup.type === 'media'
        ? []
        : [
            [label.entries, number(Object.values(entries).reduce((sum, n) => sum + n, 0))] as const,
            [label.tables, number(tables)] as const,
            [label.rows, number(rows)] as const,
          ]),
      ...(backup.type === 'database'
        ? []
        : [
            [label.mediaFiles, texts.files(number(mediaFiles), formats.bytes(mediaBytes))] as const,
          ]),
    ]).flat(),
    ...(event === 'backup.completed'
      ? [[label.verification, texts.verification[backup.verification]] as const]
      : some(backup.error, ({ code }): Fact => [label.errorCode, oneLine(code, NAME_LIMIT)])),
    ...some(schedule?.nextRunAt ?? null, (next): Fact => [label.nextRun, formats.moment(next)]),
  ];
}

function some<Value, Result>(value: Value | null, map: (value: Value) => Result): Result[] {
  return value === null ? [] : [map(value)];
}

function sizeOf(
  size: number,
  { uncompressedSize }: Backup,
  texts: Pick<NoticeTexts, 'unpacked'>,
  formats: NoticeFormats,
): string {
  const packed = formats.bytes(size);
  if (uncompressedSize === null) return packed;
  return texts.unpacked(packed, formats.bytes(uncompressedSize));
}

function warningItems(
  { warnings }: Backup,
  texts: NoticeTexts,
  formats: NoticeFormats,
): LetterItem[] {
  const shown = warnings.slice(0, WARNINGS_SHOWN).map(({ message }) => ({
    text: sentence(message),
  }));
  const left = warnings.length - shown.length;
  return left === 0 ? shown : [...shown, { text: texts.more(formats.number(left)) }];
}

function sentence(text: string): string {
  return oneLine(text, SENTENCE_LIMIT);
}

function advisedCode({ error }: Backup): AdvisedCode | 'other' {
  return ADVISED_CODES.find((code) => code === error?.code) ?? 'other';
}
