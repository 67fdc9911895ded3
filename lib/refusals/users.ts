import { z } from 'zod';
import { UserId } from '../licensing/ids.ts';
import { Instant } from '../licensing/time.ts';
import { refusal } from './refusal.ts';

/** Why a user can't be changed, deleted or brought back. */

export const userDeleted = refusal('userDeleted', 'conflict', {
  parameters: () => z.strictObject({ userId: UserId, restorableUntil: Instant }),
  sentence: "User '{userId}' is deleted, so its licenses are free already.",
});

export const userNotDeleted = refusal('userNotDeleted', 'conflict', {
  parameters: () => z.strictObject({ userId: UserId }),
  sentence: "User '{userId}' is not deleted, so there is nothing to restore.",
});

export const userNameTaken = refusal('userNameTaken', 'conflict', {
  parameters: () => z.strictObject({ userPrincipalName: z.string(), userId: UserId }),
  sentence: "The user principal name '{userPrincipalName}' is used by user '{userId}' by now.",
});

export const userSynced = refusal('userSynced', 'conflict', {
  parameters: () => z.strictObject({ userId: UserId }),
  sentence:
    "User '{userId}' is synchronized from on-premises Active Directory and can't be deleted here.",
});

export const userNotSynced = refusal('userNotSynced', 'conflict', {
  parameters: () => z.strictObject({ userId: UserId }),
  sentence: "User '{userId}' does not come from on-premises, so directory sync can't remove it.",
});

export const masteredOnPremises = refusal('masteredOnPremises', 'conflict', {
  parameters: () => z.strictObject({ userId: UserId }),
  sentence:
    'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
});
