import type { z } from 'zod';
import { backupSchema, type Backup } from '../contracts/backups';

/** What a backup can hold; each of the two is counted by itself. */
export type Component = 'database' | 'media';

/** The rules of a policy that keep something. */
export type KeepRule = 'last' | 'age' | 'daily' | 'weekly' | 'monthly' | 'yearly';

/** Why a backup stays. */
export type KeepReason =
  /** It is being made. */
  | { readonly code: 'unfinished' }
  /** It has no archive: a record of a failure, which takes no room. */
  | { readonly code: 'no-archive' }
  | { readonly code: 'pinned' }
  /** Somebody brought it; it is not for a rule to take it away. */
  | { readonly code: 'brought' }
  /** Its time is still to come: a clock was wrong, and no rule can count with it. */
  | { readonly code: 'future' }
  /** One of the newest that restores have made before they began. */
  | { readonly code: 'safety' }
  /** Nothing newer of this site is known to be good. */
  | { readonly code: 'newest-verified'; readonly component: Component }
  /** The policy says nothing. */
  | { readonly code: 'no-policy' }
  | { readonly code: 'rule'; readonly rule: KeepRule; readonly component: Component };

/** What a decision needs to know of a backup. */
export const retainedSchema = backupSchema.pick({
  id: true,
  type: true,
  status: true,
  origin: true,
  verification: true,
  pinned: true,
  size: true,
  fileName: true,
  createdAt: true,
});
export type Retained = z.infer<typeof retainedSchema>;

export function componentsOf({ type }: Pick<Backup, 'type'>): readonly Component[] {
  return type === 'full' ? ['database', 'media'] : [type];
}
