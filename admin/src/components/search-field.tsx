import { Searchbar, SearchForm } from '@strapi/design-system';
import { useEffect, useRef, useState } from 'react';
import { useText } from '../language/use-text';

interface Props {
  label: string;
  value: string;
  onSearch: (value: string) => void;
}

/** Long enough that a word is typed in one go, short enough to feel immediate. */
const PAUSE_MS = 300;

/** Searches while the reader types, once per pause. */
export function SearchField({ label, value, onSearch }: Props) {
  const text = useText();
  const [typed, setTyped] = useState(value);
  const search = useRef(onSearch);

  useEffect(() => {
    search.current = onSearch;
  }, [onSearch]);

  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => {
      search.current(typed);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, value]);

  return (
    <SearchForm
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        onSearch(typed);
      }}
    >
      <Searchbar
        name="backup-search"
        size="S"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value.slice(0, 120));
        }}
        onClear={() => {
          setTyped('');
          onSearch('');
        }}
        clearLabel={text('backup.search.clear')}
        placeholder={label}
      >
        {label}
      </Searchbar>
    </SearchForm>
  );
}
