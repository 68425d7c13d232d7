import { useCallback } from 'react';
import en from '../translations/en.json';
import type { MessageId } from '../language/load-messages';
import { useText, type Text } from '../language/use-text';
import { FORM_SECTIONS, sectionOf } from '../settings/sections';

/**
 * Gives the function that turns paths of settings into their names, section by section, since a "Sender" alone says
 * little. One that no form has keeps its path.
 */
export function useSettingNames(): (paths: readonly string[]) => string {
  const text = useText();
  return useCallback(
    (paths: readonly string[]) => {
      const known = FORM_SECTIONS.flatMap((section) => {
        const names = paths
          .filter((path) => sectionOf(path) === section)
          .map((path) => nameOf(text, path));
        const title = text(`backup.settings.section.${section}`);
        return names.length > 0 ? [`${title} (${names.join(', ')})`] : [];
      });
      const others = paths.filter((path) => sectionOf(path) === undefined);
      return [...known, ...others].join(', ');
    },
    [text],
  );
}

function nameOf(text: Text, path: string): string {
  const id = `backup.setting.${path}`;
  return isMessage(id) ? text(id) : path;
}

function isMessage(id: string): id is MessageId {
  return Object.hasOwn(en, id);
}
