import type { DownloadTicket } from '../../../server/src/contracts/backups';
import { serverAddress } from '../api/server-address';

/**
 * Starts a download by plain navigation: the browser writes the archive to disk as it arrives, and
 * resumes it by itself, while a blob would have to fit into memory first.
 */
export function startDownload({ url }: DownloadTicket): void {
  const link = document.createElement('a');
  link.href = new URL(url, `${serverAddress()}/`).href;
  link.rel = 'noreferrer';
  document.body.append(link);
  link.click();
  link.remove();
}
