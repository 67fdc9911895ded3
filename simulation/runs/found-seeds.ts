/**
 * Defects of the app that histories have found, with a seed whose history meets them. A seed tells the same history as
 * long as requests, weights and weather stay as they are; after a change of those it is one more history, and
 * `npm run planted-bugs` still plants the defect and names a seed that meets it. Defects that one fault at one call shows,
 * or a meeting too rare for seeds, are in exhaustive.test.ts and defects.test.ts.
 */
export const foundSeeds = [
  { what: 'an undo that was carried out could not be answered', seeds: [3] },
  { what: 'an empty page of seats was read as a product the tenant has not', seeds: [4] },
  { what: 'a repeated delete by name was told that there is no such user', seeds: [3] },
  { what: 'the delta of an earlier operation under the same key was in the way', seeds: [39] },
  { what: 'an audit chain that another sweep had just begun was called broken', seeds: [6] },
];
