import type { NoticeLanguage } from '../contracts/settings';
import { backupLetter } from './backup-letter';
import { healthLetter } from './health-letter';
import type { Letter } from './letter';
import { letterPage } from './letter-page';
import { letterText } from './letter-text';
import { noticeFormats, type NoticeFormats } from './notice-formats';
import type { Notice, TestNotice } from './notice';
import { oneLine } from './one-line';
import type { NoticeTexts } from './texts/notice-texts';
import { textsOf } from './texts/texts-of';

/** A notice as a mail. */
export interface Message {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Mail programs show far less. */
const SUBJECT_LIMIT = 200;

/** Never fails, whatever names and errors contain. */
export function composeMessage(notice: Notice, language: NoticeLanguage): Message {
  const texts = textsOf(language);
  const letter = letterOf(notice, texts, noticeFormats(texts.locale));
  return {
    subject: oneLine(letter.subject, SUBJECT_LIMIT),
    text: letterText(letter),
    html: letterPage(letter, texts.locale),
  };
}

function letterOf(notice: Notice, texts: NoticeTexts, formats: NoticeFormats): Letter {
  switch (notice.event) {
    case 'backup.completed':
    case 'backup.failed':
      return backupLetter(notice, texts, formats);
    case 'health.unhealthy':
    case 'health.recovered':
      return healthLetter(notice, texts, formats);
    case 'test':
      return testLetter(notice, texts);
  }
}

function testLetter({ site }: TestNotice, texts: NoticeTexts): Letter {
  const name = oneLine(site.name, SUBJECT_LIMIT);
  return {
    subject: texts.subject.test(name),
    tone: 'good',
    headline: texts.headline.test,
    facts: [[texts.label.site, name]],
    lists: [{ title: texts.title.happened, items: [{ text: texts.test }] }],
    colon: texts.colon,
    detailsLabel: texts.details,
    link: null,
    footer: texts.footer,
  };
}
