import { z } from 'zod';
import { UserId } from '../licensing/ids.ts';
import { Service } from '../licensing/products/service.ts';
import { Instant } from '../licensing/time.ts';
import { refusal } from './refusal.ts';

/** Why data can't be read, kept, held, shown to a delegate or deleted for good. */

const user = { userId: UserId };

export const serviceNotProvided = refusal('serviceNotProvided', 'conflict', {
  parameters: () => z.strictObject({ ...user, service: Service }),
  sentence: "No license provides {service} to user '{userId}', so nothing new is kept there.",
});

export const dataFrozen = refusal('dataFrozen', 'conflict', {
  parameters: () => z.strictObject({ ...user, service: Service }),
  sentence:
    "The {service} data of user '{userId}' is kept as it was when its license went: nothing is taken out of it.",
});

export const dataArchived = refusal('dataArchived', 'conflict', {
  parameters: () => z.strictObject({ ...user, service: Service, archivedFrom: Instant }),
  sentence:
    "The {service} data of user '{userId}' is archived since {archivedFrom} and can't be read. " +
    'Assign a license that provides it to read it again.',
});

export const purged = refusal('purged', 'purged', {
  parameters: () => z.strictObject({ ...user, service: Service }),
  sentence:
    "The {service} data of user '{userId}' reached its end and is gone for good; nothing brings it back. " +
    'A new license gives a new, empty service.',
});

export const purgeBegun = refusal('purgeBegun', 'conflict', {
  parameters: () => z.strictObject(user),
  sentence:
    "Data of user '{userId}' reached its end and is being purged; no hold can stop that any more. " +
    'What is left can be put on hold when the purge is done, within minutes.',
});

export const tooManyHolds = refusal('tooManyHolds', 'conflict', {
  parameters: () => z.strictObject({ ...user, most: z.number().int() }),
  sentence: "User '{userId}' is under {most} holds already.",
});

export const userUnderHold = refusal('userUnderHold', 'conflict', {
  parameters: () => z.strictObject({ ...user, holdIds: z.array(z.string()) }),
  sentence:
    "User '{userId}' is under the hold {#holdIds}'{.}'{/holdIds}, so its data can't be deleted.",
});

export const userInDelayHold = refusal('userInDelayHold', 'conflict', {
  parameters: () => z.strictObject({ ...user, holdsLiftedAt: Instant.nullable(), until: Instant }),
  sentence:
    "The last hold on user '{userId}' was lifted less than 30 days ago, so its data stays until {until}. " +
    'It can be deleted for good from then on.',
});

export const ownDelegate = refusal('ownDelegate', 'conflict', {
  parameters: () => z.strictObject(user),
  sentence: 'A user is no delegate of its own data.',
});

export const tooManyDelegates = refusal('tooManyDelegates', 'conflict', {
  parameters: () => z.strictObject({ ...user, most: z.number().int() }),
  sentence: "User '{userId}' has {most} delegates already.",
});

export const tooManyCalendarLinks = refusal('tooManyCalendarLinks', 'conflict', {
  parameters: () => z.strictObject({ most: z.number().int() }),
  sentence: 'The tenant has {most} calendar links already.',
});
