import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import { readFailure, type Failure } from '../api/failure';

export interface Attempts {
  /** Does it, and tells what it returns; what went wrong becomes the failure. */
  attempt: (act: () => Promise<string>) => Promise<void>;
  /** Why the last of them did not work. */
  failure: Failure | null;
  fail: (failure: Failure) => void;
  dismissFailure: () => void;
}

/** For what is done right away, without a dialog. */
export function useAttempt(): Attempts {
  const { toggleNotification } = useNotification();
  const [failure, setFailure] = useState<Failure | null>(null);

  async function attempt(act: () => Promise<string>): Promise<void> {
    setFailure(null);
    try {
      toggleNotification({ type: 'success', message: await act() });
    } catch (error) {
      setFailure(readFailure(error));
    }
  }

  return { attempt, failure, fail: setFailure, dismissFailure: () => setFailure(null) };
}
