import type { RuleSet } from './rule-set.ts';

/** Since January 2025: only Exchange data has a clock; an unlicensed OneDrive is archived after 93 days. */
export const ruleSet202501: RuleSet = {
  id: '2025-01',
  sources: [
    'https://learn.microsoft.com/microsoft-365/admin/manage/remove-licenses-from-users',
    'https://learn.microsoft.com/sharepoint/unlicensed-onedrive-accounts',
  ],
  afterLastLicense: {
    exchange: { kind: 'held', days: 30 },
    oneDrive: { kind: 'kept', archivedAfterDays: 93 },
    teams: { kind: 'kept', archivedAfterDays: null },
    other: { kind: 'kept', archivedAfterDays: null },
  },
  deletedUserDays: 30,
  delayHoldDays: 30,
};
