import type { PlantedBug } from './planted-bug.ts';
import { bug } from './planted-bug.ts';

/** Mistakes in operations of several transactions, before all of them are there. */
export const unfinishedBugs: readonly PlantedBug[] = [
  bug(
    'what finishes an operation gives its targets another time',
    'lib/operations/engine/plan-part.ts',
    'const now = laterOf(at, addDays(read, -latestFinishDays));',
    'const now = laterOf(at, call.now);',
  ),
  bug(
    'a text is cut inside a character',
    'lib/storage/long-text.ts',
    'isPairCut ? end - 1 : end',
    'isPairCut ? end : end',
  ),
];
