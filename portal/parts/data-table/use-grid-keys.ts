import type { KeyboardEvent } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { between, clear, tick } from './ticks.ts';
import type { Ticks } from './table-types.ts';

interface GridKeysOptions {
  readonly ids: readonly string[];
  readonly ticks: Ticks | null;
  readonly rowsOnPage: number;
  readonly onOpen: ((id: string) => void) | null;
  readonly scrollTo: (index: number) => void;
}

export interface GridKeys {
  /** The row that has the focus, or gets it by Tab. */
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  /** Whether a row that comes into view has to take the focus; said once. */
  readonly takesFocus: (index: number) => boolean;
}

/** Moves through a table by the keys of a grid: one stop of Tab for all of its rows. */
export function useGridKeys(options: GridKeysOptions): GridKeys {
  const { ids, ticks, rowsOnPage, onOpen, scrollTo } = options;
  const [chosen, setActive] = useState(0);
  const active = Math.min(chosen, Math.max(ids.length - 1, 0));
  const wanted = useRef<number | null>(null);
  const goTo = useCallback(
    (index: number) => {
      const target = Math.max(0, Math.min(index, ids.length - 1));
      wanted.current = target;
      setActive(target);
      scrollTo(target);
      return target;
    },
    [ids.length, scrollTo],
  );
  useEffect(() => {
    if (wanted.current !== null && wanted.current >= ids.length) wanted.current = null;
  }, [ids.length]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const to = targetOf(event, active, { last: ids.length - 1, page: rowsOnPage });
    const id = ids[active];
    if (to !== null) {
      const target = goTo(to);
      if (event.shiftKey && ticks !== null)
        ticks.onTick(tick(ticks.ticked, between(ids, active, target), ticks.most));
    } else if (event.key === ' ' && ticks !== null && id !== undefined) {
      const next = ticks.ticked.has(id)
        ? clear(ticks.ticked, [id])
        : tick(ticks.ticked, [id], ticks.most);
      ticks.onTick(next);
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && ticks !== null) {
      ticks.onTick(tick(ticks.ticked, ids, ticks.most));
    } else if (event.key === 'Enter' && onOpen !== null && id !== undefined) {
      onOpen(id);
    } else return;
    event.preventDefault();
  };
  const takesFocus = (index: number) => {
    if (wanted.current !== index) return false;
    wanted.current = null;
    return true;
  };
  return { active, setActive, onKeyDown, takesFocus };
}

function targetOf(
  { key, ctrlKey, metaKey }: KeyboardEvent,
  active: number,
  { last, page }: { readonly last: number; readonly page: number },
): number | null {
  if (ctrlKey || metaKey) return key === 'Home' ? 0 : key === 'End' ? last : null;
  switch (key) {
    case 'ArrowDown':
      return active + 1;
    case 'ArrowUp':
      return active - 1;
    case 'PageDown':
      return active + page;
    case 'PageUp':
      return active - page;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
