import type { Call } from './calls.ts';

/** A change that was sent and not answered yet: asked again under its key it is done once, and answered the same. */
export interface KeptWrite {
  readonly key: string;
  readonly call: Call<unknown>;
}

const place = 'unseat.writes';

/** What was sent from this tab and never answered. */
function readKeptWrites(): readonly KeptWrite[] {
  const kept: readonly KeptWrite[] = JSON.parse(sessionStorage.getItem(place) ?? '[]');
  return kept;
}

export function keepWrite(write: KeptWrite): void {
  store([...readKeptWrites().filter(({ key }) => key !== write.key), write]);
}

export function forgetWrite(key: string): void {
  store(readKeptWrites().filter((write) => write.key !== key));
}

function store(writes: readonly KeptWrite[]): void {
  if (writes.length === 0) sessionStorage.removeItem(place);
  else sessionStorage.setItem(place, JSON.stringify(writes));
}
