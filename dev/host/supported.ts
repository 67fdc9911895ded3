import { LocalHostError } from '../local-host-error.ts';
import type { AppFunction } from './app/function-app.ts';
import { isHttp } from './http/routes.ts';
import { isQueue } from './queue/queue-listeners.ts';
import { isTimer } from './timer/timers.ts';

/** Better no start than a function that silently never runs or an output nobody sends. */
export function assertSupported(fn: AppFunction): void {
  if (!isHttp(fn) && !isQueue(fn) && !isTimer(fn)) {
    throw new LocalHostError(
      `The local host has HTTP, queue and timer triggers; "${fn.name}" has ${fn.trigger.binding.type}.`,
    );
  }
  const others = Object.entries(fn.metadata.bindings).filter(
    ([name, { type }]) => name !== fn.trigger.name && type.toLowerCase() !== 'http',
  );
  const other = others[0]?.[1].type;
  if (other !== undefined) {
    throw new LocalHostError(
      `The local host has no "${other}" bindings, as "${fn.name}" uses one.`,
    );
  }
  if (fn.metadata.retryOptions) {
    throw new LocalHostError(`The local host has no retry policies, as "${fn.name}" asks for one.`);
  }
}
