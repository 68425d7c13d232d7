import { BackupError } from '../errors';
import { AttemptLimit } from './attempt-limit';
import type { Call } from './call';

const WRONG_ALLOWED = 5;
const WINDOW_MS = 5 * 60_000;

/** Admin tokens are secrets of their own, made for scripts; only sessions are left unattended. */
const WITHOUT_PASSWORD = 'admin-token';

const limit = new AttemptLimit(WRONG_ALLOWED, WINDOW_MS);

/**
 * Asks whoever is signed in for their password again, before something that replaces the site.
 *
 * @throws BackupError PASSWORD_REQUIRED, PASSWORD_WRONG, RATE_LIMITED
 */
export async function checkPassword(
  { ctx, strapi }: Call,
  password: string | undefined,
): Promise<void> {
  const { auth, user } = ctx.state;
  if (auth?.strategy.name === WITHOUT_PASSWORD) return;
  if (user === undefined || password === undefined || password === '') {
    throw new BackupError(
      'PASSWORD_REQUIRED',
      'Give your password again: this replaces the data of the site. Scripts use an admin token instead.',
      { field: 'password' },
    );
  }
  limit.begin(user.id);
  const stored: unknown = await strapi.db
    .query('admin::user')
    .findOne({ select: ['password'], where: { id: user.id } });
  const authService = strapi.service('admin::auth') as unknown as {
    validatePassword(password: string, hash: string): Promise<boolean>;
  };
  const hash = passwordHash(stored);
  if (hash === null || !(await authService.validatePassword(password, hash))) {
    throw new BackupError('PASSWORD_WRONG', 'The password is wrong. Nothing was changed.', {
      field: 'password',
    });
  }
  limit.forget(user.id);
}

/** Null for people who sign in elsewhere (single sign-on) and have no password here. */
function passwordHash(stored: unknown): string | null {
  if (typeof stored !== 'object' || stored === null || !('password' in stored)) return null;
  return typeof stored.password === 'string' && stored.password !== '' ? stored.password : null;
}
