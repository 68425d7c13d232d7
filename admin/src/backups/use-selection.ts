import { useState } from 'react';

export interface Selection {
  ids: string[];
  all: boolean;
  toggle: (id: string) => void;
  toggleAll: () => void;
  clear: () => void;
}

/**
 * Which rows of the shown page are chosen.
 *
 * @param selectable ids of the rows that can be chosen; what is no longer among them is let go of,
 * so that nothing is deleted that the reader does not see
 */
export function useSelection(selectable: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const ids = selectable.filter((id) => chosen.has(id));
  const all = selectable.length > 0 && ids.length === selectable.length;
  return {
    ids,
    all,
    toggle: (id) => {
      setChosen(new Set(chosen.has(id) ? ids.filter((each) => each !== id) : [...ids, id]));
    },
    toggleAll: () => {
      setChosen(new Set(all ? [] : selectable));
    },
    clear: () => {
      setChosen(new Set());
    },
  };
}
