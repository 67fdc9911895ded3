import type { FunctionFile } from './find-functions.ts';

/**
 * The one file the host loads: it registers every function, and loads what a function does when it is first called. So a
 * cold start does not wait for what others do. A file that is loaded at the start may export `isListening`: false keeps
 * queues and timers from being registered.
 */
export function lazyEntry(found: readonly FunctionFile[]): string {
  const eager = found.filter(({ isEager }) => isEager);
  const lazy = found.filter(({ isEager }) => !isEager);
  const registrations = lazy.flatMap((of) =>
    of.registrations.map(
      ({ name, kind, options }) =>
        `${kind === 'http' ? '' : 'if (isListening) '}app.${kind}(${JSON.stringify(name)}, { ...${JSON.stringify(options)}, handler: whenCalled(${JSON.stringify(name)}, () => import(${JSON.stringify(`./${of.file}`)})) });`,
    ),
  );
  return `
import { app } from '@azure/functions';
import { registered } from 'unseat:recorder';
${eager.map(({ file }, index) => `import * as eager${index} from ${JSON.stringify(`./${file}`)};`).join('\n')}
const loaded = [${eager.map((_, index) => `eager${index}`).join(', ')}];
const isListening = loaded.every((file) => !('isListening' in file) || file.isListening);
const whenCalled = (name, load) => async (...call) => {
  if (!registered.has(name)) await load();
  return registered.get(name).options.handler(...call);
};
${registrations.join('\n')}
`;
}

/** What `lib/api/every-function.ts` becomes: who needs every route loads what was not called yet. */
export function everyFunction(found: readonly FunctionFile[]): string {
  const loads = found
    .filter(({ isEager }) => !isEager)
    .map(({ file }) => `import(${JSON.stringify(`./${file}`)})`);
  return `export const loadEveryFunction = () => Promise.all([${loads.join(', ')}]);`;
}
