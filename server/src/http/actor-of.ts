import type { Actor } from '../contracts/backups';
import type { Context } from './call';

/** Who asks, as a plain value that outlives the account. */
export function actorOf(ctx: Context): Actor {
  const { user } = ctx.state;
  if (user === undefined) return { id: null, email: null, name: 'Nobody signed in' };
  const email = user.email ?? null;
  const name = [user.firstname, user.lastname].filter((part) => part != null && part !== '');
  return {
    id: user.id,
    email,
    name: name.length > 0 ? name.join(' ') : (user.username ?? email ?? 'Unnamed'),
  };
}
