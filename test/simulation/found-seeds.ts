/**
 * Defects of the app that histories have found, with a seed whose history meets them. A seed tells the same history as
 * long as requests, weights and weather stay as they are; after a change of those it is one more history, and
 * `dev/planted-bugs.ts` still plants the defect.
 */
export const foundSeeds = [
  { what: 'an undo that was carried out could not be answered', seeds: [1] },
  { what: 'an empty page of seats was read as a product the tenant has not', seeds: [10] },
  {
    what: 'a request carried out by a lost or parallel attempt was answered with a refusal',
    seeds: [6, 18],
  },
  { what: 'a repeated delete by name was told that there is no such user', seeds: [1, 2] },
  { what: 'a repeated undo was refused once what it undid had no record any more', seeds: [62] },
  { what: 'the delta of an earlier operation under the same key was in the way', seeds: [39] },
  { what: 'an audit chain that another sweep had just begun was called broken', seeds: [4] },
];
