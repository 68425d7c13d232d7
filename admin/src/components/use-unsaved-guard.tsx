import { useEffect, useState, type ReactNode } from 'react';
import { useBlocker, type Location } from 'react-router-dom';
import { DiscardDialog } from './discard-dialog';

export interface UnsavedGuard {
  /** Goes on with `leave`, after a question when something would be lost. */
  before: (leave: () => void) => void;
  /** The question, while it is asked; to be rendered. */
  question: ReactNode;
}

/**
 * Keeps what has been typed from being lost by a slip: asks before a dialog is closed, before
 * another page of the panel is opened, and, in the browser's own words, before a reload.
 *
 * @param dirty whether anything would be lost
 * @param placeOf where somebody is at an address, as far as leaving it loses something
 */
export function useUnsavedGuard(dirty: boolean, placeOf = pathOf): UnsavedGuard {
  const [leaving, setLeaving] = useState<(() => void) | null>(null);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && placeOf(currentLocation) !== placeOf(nextLocation),
  );

  useEffect(() => {
    if (!dirty) return undefined;
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
    };
  }, [dirty]);

  const isAsking = leaving !== null || blocker.state === 'blocked';
  return {
    before: (leave) => {
      if (dirty) setLeaving(() => leave);
      else leave();
    },
    question: isAsking && (
      <DiscardDialog
        onStay={() => {
          setLeaving(null);
          blocker.reset?.();
        }}
        onDiscard={() => {
          setLeaving(null);
          if (leaving === null) blocker.proceed?.();
          else leaving();
        }}
      />
    ),
  };
}

function pathOf({ pathname }: Location): string {
  return pathname;
}
