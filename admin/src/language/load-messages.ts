import type en from '../translations/en.json';

/** The name of a text; English is the complete list, and the compiler holds the others to it. */
export type MessageId = keyof typeof en;
export type Messages = Record<MessageId, string>;

const LANGUAGES: Record<string, () => Promise<{ default: Messages }>> = {
  en: () => import('../translations/en.json'),
  fr: () => import('../translations/fr.json'),
  de: () => import('../translations/de.json'),
  es: () => import('../translations/es.json'),
  zh: () => import('../translations/zh.json'),
  'zh-Hans': () => import('../translations/zh-Hans.json'),
};

/**
 * The texts of one language.
 *
 * @param locale a language of the panel, such as `fr`; Strapi calls simplified Chinese `zh-Hans`
 * and traditional Chinese `zh`
 * @returns null when the plugin does not speak it
 */
export async function loadMessages(locale: string): Promise<Messages | null> {
  const load = LANGUAGES[locale];
  return load === undefined ? null : (await load()).default;
}
