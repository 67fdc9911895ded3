import { accessBugs } from './access-bugs.ts';
import { dataBugs } from './data-bugs.ts';
import { operationBugs } from './operation-bugs.ts';
import { proofBugs } from './proof-bugs.ts';
import { seatBugs } from './seat-bugs.ts';
import { sweepBugs } from './sweep-bugs.ts';
import { unfinishedBugs } from './unfinished-bugs.ts';

/** Everything that is planted, one at a time. */
export const plantedBugs = [
  ...operationBugs,
  ...seatBugs,
  ...dataBugs,
  ...sweepBugs,
  ...unfinishedBugs,
  ...accessBugs,
  ...proofBugs,
];
