import { giveWay } from '../give-way';
import type { ArchiveFile } from './archive-file';
import { MEMBER_CONTENT } from './limits';

/** The tar stream of an archive that is not compressed. */
export async function* readPlain(file: ArchiveFile): AsyncGenerator<Buffer, void, void> {
  while (true) {
    const bytes = await file.read(MEMBER_CONTENT);
    if (bytes.length === 0) return;
    await giveWay();
    yield bytes;
  }
}
