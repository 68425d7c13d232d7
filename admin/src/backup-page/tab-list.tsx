import { Box, Tabs } from '@strapi/design-system';
import { useEffect, useRef } from 'react';
import { useText } from '../language/use-text';

export const TABS = ['backups', 'restores', 'schedules', 'settings'] as const;
export type Tab = (typeof TABS)[number];

/** The names of the tabs. A telephone has no room for all of them in every language: there they can be moved. */
export function TabList({ current }: { current: Tab }) {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);

  // The current one is in view, also when a telephone is turned.
  useEffect(() => {
    const list = box.current;
    if (list === null) return undefined;
    const observer = new ResizeObserver(() => show(list, current));
    observer.observe(list);
    return () => observer.disconnect();
  }, [current]);

  return (
    <Box ref={box} style={{ overflowX: 'auto', overflowY: 'hidden' }}>
      <Tabs.List aria-label={text('backup.tabs')}>
        {TABS.map((tab) => (
          <Tabs.Trigger key={tab} value={tab} data-testid={`${tab}-tab`}>
            {text(`backup.tab.${tab}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
    </Box>
  );
}

/** Not scrollIntoView: that would move the page, too. */
function show(list: HTMLElement, tab: Tab): void {
  const trigger = list.querySelector<HTMLElement>(`[data-testid="${tab}-tab"]`);
  if (trigger === null) return;
  list.scrollLeft = trigger.offsetLeft + (trigger.offsetWidth - list.clientWidth) / 2;
}
