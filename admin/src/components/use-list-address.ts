import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

export interface ListAddress {
  /** A parameter of the address, or the empty string. */
  get: (name: string) => string;
  page: number;
  pageSize: number;
  /** Changes some parameters; null takes one away. Anything but a new page goes to the first one. */
  change: (changes: Readonly<Record<string, string | number | null>>) => void;
}

const PAGE_SIZE = 10;

/** What a list shows lives in the address: a reload, a bookmark and Back find it again. */
export function useListAddress(): ListAddress {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (changes: Readonly<Record<string, string | number | null>>) => {
      setParams(
        (last) => {
          const next = new URLSearchParams(last);
          if (!('page' in changes)) next.delete('page');
          for (const [name, value] of Object.entries(changes)) {
            if (value === null || value === '') next.delete(name);
            else next.set(name, String(value));
          }
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  return {
    get: (name) => params.get(name) ?? '',
    page: positive(params.get('page'), 1, 1_000_000),
    pageSize: positive(params.get('pageSize'), PAGE_SIZE, 100),
    change,
  };
}

function positive(text: string | null, fallback: number, highest: number): number {
  const value = Number(text ?? '');
  return Number.isInteger(value) && value >= 1 ? Math.min(value, highest) : fallback;
}
