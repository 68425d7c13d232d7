import { createRoot, type Root } from 'react-dom/client';
import { IntlProvider } from 'react-intl';
import { loadMessages } from '../language/load-messages';
import en from '../translations/en.json';
import { RestoreScreen } from './restore-screen';
import { forgetRestoreWatch, readRestoreWatch } from './restore-watch';
import { ScreenTheme } from './screen-theme';

let open: { root: Root; host: HTMLElement; covered: HTMLElement[] } | null = null;

/**
 * Shows the restore that this browser follows, over everything else.
 *
 * The screen is a React root of its own beside Strapi's panel. It has to be: a restore ends all
 * sessions, and at the first 401 of any request, in this tab or another one, the panel throws its
 * pages away and shows the sign-in, before the reader has seen how the restore ended.
 */
export async function openRestoreScreen(): Promise<void> {
  const watch = readRestoreWatch();
  if (watch === null || open !== null) return;

  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  open = { root, host, covered: [] };

  const { locale } = watch;
  const messages = (await loadMessages(locale).catch(() => null)) ?? en;
  // What lies behind must not be reached by Tab or a screen reader while it is covered.
  open.covered = [...document.body.children].filter(
    (each): each is HTMLElement => each instanceof HTMLElement && each !== host && !each.inert,
  );
  for (const each of open.covered) each.inert = true;

  root.render(
    <IntlProvider locale={locale} messages={messages}>
      <ScreenTheme locale={locale}>
        <RestoreScreen watch={watch} onClose={closeRestoreScreen} />
      </ScreenTheme>
    </IntlProvider>,
  );
}

function closeRestoreScreen(): void {
  if (open === null) return;
  for (const each of open.covered) each.inert = false;
  open.root.unmount();
  open.host.remove();
  open = null;
  forgetRestoreWatch();
}
