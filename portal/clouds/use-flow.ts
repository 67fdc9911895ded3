import { useMe } from '../app/me.tsx';
import type { Flow } from './flow.ts';
import { flowOf } from './flow.ts';

/** The flow of the cloud that the tenant is in. */
export function useFlow(): Flow {
  return flowOf(useMe().tenant?.cloud ?? 'worldwide');
}
