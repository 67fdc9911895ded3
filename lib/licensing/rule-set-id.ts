import { z } from 'zod';

/** `2020-07`: the admin article. `2025-01`: what changed since. The rules of each stand in rule-sets/. */
export const RuleSetId = z.enum(['2020-07', '2025-01']);
export type RuleSetId = z.infer<typeof RuleSetId>;
