import { z } from 'zod';
import { Instant } from '../licensing/time.ts';
import { refusal } from './refusal.ts';

/** What is no fault of the caller. */

export const serviceUnavailable = refusal('serviceUnavailable', 'serviceUnavailable', {
  parameters: () => z.strictObject({}),
  sentence:
    'The request could not be carried out now. Send it again, with the same Idempotency-Key if it changes something.',
});

export const settingsWrong = refusal('settingsWrong', 'serviceUnavailable', {
  parameters: () =>
    z.strictObject({ problems: z.array(z.string()).describe('Each begins with its setting.') }),
  sentence:
    'This app has wrong settings and does nothing until they are right and it is started again: {problems}.',
});

export const changeNotStored = refusal('changeNotStored', 'serviceUnavailable', {
  parameters: () => z.strictObject({ obstacle: z.string() }),
  sentence:
    'The change could not be stored: {obstacle}. Send it again with the same Idempotency-Key; it is carried out once.',
});

export const changesTooFast = refusal('changesTooFast', 'serviceUnavailable', {
  parameters: () => z.strictObject({ what: z.string() }),
  sentence: 'Others change {what} too fast. Send the request again.',
});

export const signingKeysUnavailable = refusal('signingKeysUnavailable', 'serviceUnavailable', {
  parameters: () => z.strictObject({}),
  sentence: "The signing keys of the token's authority can't be read now. Try again.",
});

export const clocksApart = refusal('clocksApart', 'clocksApart', {
  parameters: () => z.strictObject({ now: Instant, storage: Instant }),
  sentence:
    "This machine's clock says {now}, the storage service's {storage}: more than 5 minutes apart. " +
    'Nothing is held or purged until they agree; check the time synchronization of this machine.',
});

export const internalError = refusal('internalError', 'internalError', {
  parameters: () => z.strictObject({ requestId: z.string() }),
  sentence:
    'This is a fault of Unseat. Sending the request again does not help; report it with the request id {requestId}.',
});

export const rowDamaged = refusal('rowDamaged', 'internalError', {
  parameters: () => z.strictObject({ key: z.string() }),
  sentence: "The stored row '{key}' can't be read. Nothing is decided on it.",
});

export const changeTooLarge = refusal('changeTooLarge', 'payloadTooLarge', {
  parameters: () =>
    z.strictObject({
      taken: z.number().int(),
      most: z.number().int(),
      of: z.string().describe('What there would be too much of.'),
    }),
  sentence:
    'This takes {taken} {of}, and {most} are the most. Nothing was changed; ask for fewer things at once, or let the user have fewer.',
});

export const itemTooLarge = refusal('itemTooLarge', 'payloadTooLarge', {
  parameters: () =>
    z.strictObject({
      itemId: z.string(),
      bytes: z.number().int(),
      mostBytes: z.number().int(),
    }),
  sentence:
    "Item '{itemId}' takes {bytes} bytes as it is kept, and {mostBytes} is the most: two a character, " +
    'twelve for a control character. It was not kept; put it in smaller items.',
});

export const tenantNotSetUp = refusal('tenantNotSetUp', 'notFound', {
  parameters: () => z.strictObject({}),
  sentence: 'This tenant is not set up.',
});
