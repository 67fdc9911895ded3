import { useEffect, useState } from 'react';
import { useMe } from './me.tsx';

const minute = 60_000;

/** The time by the clock that ends and purges go by, in milliseconds; it moves on every minute. */
export function useNow(): number {
  const { now: said, readAt } = useMe();
  const [now, setNow] = useState(() => Date.parse(said));
  useEffect(() => {
    const tick = () => setNow(Date.parse(said) + Date.now() - readAt);
    tick();
    const timer = setInterval(tick, minute);
    return () => clearInterval(timer);
  }, [said, readAt]);
  return now;
}
