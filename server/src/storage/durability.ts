import { statfsSync } from 'node:fs';

const MEMORY = new Set([0x01021994, 0x858458f6]);
const CONTAINER_LAYER = new Set([0x794c7630]);

/** What becomes of files in a folder when the machine or the container ends. */
export type Durability = 'disk' | 'memory' | 'container';

/** Source: magic numbers of file systems, linux/magic.h (tmpfs, ramfs, overlayfs). */
export function durabilityOf(folder: string): Durability {
  const type = statfsSync(folder).type >>> 0;
  if (MEMORY.has(type)) return 'memory';
  return CONTAINER_LAYER.has(type) ? 'container' : 'disk';
}
