import type { NoticeSite } from '../contracts/notices';
import type { Letter } from './letter';
import type { NoticeTexts } from './texts/notice-texts';

/** The way to the admin panel, where it is known. Only addresses that a browser opens as pages. */
export function panelLink({ url }: NoticeSite, texts: NoticeTexts): Letter['link'] {
  if (url === null || !/^https?:\/\//i.test(url)) return null;
  return URL.canParse(url) ? { label: texts.open, url: new URL(url).href } : null;
}
