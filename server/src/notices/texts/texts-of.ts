import type { NoticeLanguage } from '../../contracts/settings';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import type { NoticeTexts } from './notice-texts';
import { zh } from './zh';

const TEXTS: Readonly<Record<NoticeLanguage, NoticeTexts>> = { en, fr, de, es, zh };

export function textsOf(language: NoticeLanguage): NoticeTexts {
  return TEXTS[language];
}
