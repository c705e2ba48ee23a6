'use client';

import { Search } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { Input } from './ui/input';

const PAUSE_MS = 250;

interface SearchBoxProps {
  label: string;
  /** The search that is shown, as the URL has it. */
  value: string;
  onSearch: (text: string) => void;
}

/** Searches when the typing pauses, or at once with Enter. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const [sent, setSent] = useState(value);
  const [seen, setSeen] = useState(value);

  // Only a change that did not start here (a link, the back button) may replace the text:
  // by the time our own search comes back as `value`, more may have been typed.
  if (value !== seen) {
    setSeen(value);
    if (value !== sent) {
      setSent(value);
      setText(value);
    }
  }

  const wanted = text.trim();
  function search() {
    if (wanted === sent) return;
    setSent(wanted);
    onSearch(wanted);
  }

  const searchNow = useEffectEvent(search);
  useEffect(() => {
    if (wanted === sent) return;
    const timer = setTimeout(() => searchNow(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted, sent]);

  return (
    <form
      role="search"
      className="relative min-w-0 flex-1"
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <Search aria-hidden className="absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground" />
      <Input
        type="search"
        name="search"
        autoComplete="off"
        maxLength={200}
        aria-label={label}
        placeholder={label}
        className="pl-9"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}
