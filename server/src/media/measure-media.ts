import { lstatSync } from 'node:fs';
import { walkMedia } from './walk-media';

export interface MediaSize {
  readonly files: number;
  readonly bytes: number;
}

/** How much there is to archive; files that vanish meanwhile count as nothing. */
export function measureMedia(uploads: string, exclude: (path: Buffer) => boolean): MediaSize {
  let files = 0;
  let bytes = 0;
  for (const file of walkMedia(uploads, { exclude, onSkip: () => undefined })) {
    files += 1;
    bytes += lstatSync(file.absolute, { throwIfNoEntry: false })?.size ?? 0;
  }
  return { files, bytes };
}
