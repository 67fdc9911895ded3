/**
 * Loads the functions nobody has called yet, for whoever needs all routes. In the built app, which loads each function when
 * it is first called, the build puts that in the place of this file; everywhere else all are loaded from the beginning.
 */
export function loadEveryFunction(): Promise<unknown> {
  return Promise.resolve();
}
