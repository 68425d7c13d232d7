import { DesignSystemProvider, darkTheme, lightTheme } from '@strapi/design-system';
import { useSyncExternalStore, type ReactNode } from 'react';

/** Where Strapi's panel keeps `light`, `dark` or `system`. */
const THEME_KEY = 'STRAPI_THEME';
const DARK = '(prefers-color-scheme: dark)';

/** The panel's colours for what is drawn outside the panel's own React tree. */
export function ScreenTheme({ locale, children }: { locale: string; children: ReactNode }) {
  const systemIsDark = useSyncExternalStore(watchSystem, () => window.matchMedia(DARK).matches);
  const chosen = localStorage.getItem(THEME_KEY) ?? 'system';
  const dark = chosen === 'dark' || (chosen === 'system' && systemIsDark);
  return (
    <DesignSystemProvider locale={locale} theme={dark ? darkTheme : lightTheme}>
      {children}
    </DesignSystemProvider>
  );
}

function watchSystem(listener: () => void): () => void {
  const query = window.matchMedia(DARK);
  query.addEventListener('change', listener);
  return () => {
    query.removeEventListener('change', listener);
  };
}
