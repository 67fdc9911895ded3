import type { ReactNode } from 'react';
import { useNow } from '../app/use-now.ts';
import { useWords } from '../app/words.tsx';

/** How long it is until an instant: in 29 days, in 6 hours; its date and time for who asks for them. */
export function Countdown({ until }: { readonly until: string }): ReactNode {
  const { distance, moment } = useWords();
  const now = useNow();
  return (
    <time dateTime={until} title={moment(until)}>
      {distance(Date.parse(until) - now)}
    </time>
  );
}
