import type { RuleSet } from './rule-set.ts';

/** The article: everything but OneDrive is held 30 days. OneDrive is kept while the user exists. */
export const ruleSet202007: RuleSet = {
  id: '2020-07',
  sources: [
    'https://learn.microsoft.com/microsoft-365/admin/manage/remove-licenses-from-users (July 2020)',
    'https://learn.microsoft.com/exchange/policy-and-compliance/holds/holds',
  ],
  afterLastLicense: {
    exchange: { kind: 'held', days: 30 },
    oneDrive: { kind: 'kept', archivedAfterDays: null },
    teams: { kind: 'held', days: 30 },
    other: { kind: 'held', days: 30 },
  },
  deletedUserDays: 30,
  delayHoldDays: 30,
};
