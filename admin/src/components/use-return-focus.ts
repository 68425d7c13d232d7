import { useEffect, useRef } from 'react';

/**
 * Gives the focus back when a dialog is closed. A dialog that was opened from a menu does not find
 * its way by itself: the menu's item, which had the focus, is gone.
 *
 * @param triggerId id of the element that gets it; null while no dialog is open
 */
export function useReturnFocus(triggerId: string | null): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (triggerId === null && last.current !== null) {
      document.getElementById(last.current)?.focus();
    }
    last.current = triggerId;
  }, [triggerId]);
}
