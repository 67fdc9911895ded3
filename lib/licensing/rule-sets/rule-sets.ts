import type { RuleSetId } from '../rule-set-id.ts';
import { ruleSet202007 } from './2020-07.ts';
import { ruleSet202501 } from './2025-01.ts';
import type { RuleSet } from './rule-set.ts';

/** Every rule set by its id. A new one is a file in this folder and a line here. */
export const ruleSets: Readonly<Record<RuleSetId, RuleSet>> = {
  '2020-07': ruleSet202007,
  '2025-01': ruleSet202501,
};
