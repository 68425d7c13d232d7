import { PAGE_PATH } from '../plugin-id';
import { forgetRestoreWatch, type RestoreWatch } from './restore-watch';

/**
 * Leads to the sign-in and from there to the list of restores, by a full load of the panel: what
 * the panel holds in memory belongs to the data that were replaced.
 *
 * The token of the ended session is removed first, under the names that Strapi uses unless it is
 * configured otherwise. Where it stays, Strapi finds out by itself and shows the sign-in as well.
 */
export function signInAgain(watch: RestoreWatch): void {
  forgetRestoreWatch();
  localStorage.removeItem('jwtToken');
  localStorage.removeItem('isLoggedIn');
  const panelPath = watch.signInPath.replace(/\/auth\/login$/, '');
  for (const path of ['/', panelPath]) {
    if (path !== '') document.cookie = `jwtToken=; Path=${path}; Max-Age=0`;
  }
  const back = encodeURIComponent(`/${PAGE_PATH}?tab=restores`);
  window.location.assign(`${watch.signInPath}?redirectTo=${back}`);
}
