import { z } from 'zod';
import { refusal } from './refusal.ts';

/** Who may not, and who may. */

export const forbidden = refusal('forbidden', 'forbidden', {
  parameters: () =>
    z.strictObject({
      right: z.string(),
      roles: z.array(z.string()).describe('The directory roles that have it.'),
      permissions: z.array(z.string()).describe('The application permissions that have it.'),
      holders: z.string().describe('Both, in words.'),
    }),
  sentence: 'The caller may not do this. It takes {holders}.',
});

export const calendarLinkOfAnother = refusal('calendarLinkOfAnother', 'forbidden', {
  parameters: () => z.strictObject({ linkId: z.string() }),
  sentence:
    'Somebody else made this calendar link. Who made it can revoke it, or a Global administrator.',
});

export const tooManyRequests = refusal('tooManyRequests', 'tooManyRequests', {
  parameters: () =>
    z.strictObject({
      sender: z.enum(['caller', 'tenant', 'unknownCalendarLinks']),
      most: z.number().int(),
      retryAfterSeconds: z.number().int(),
    }),
  sentence:
    'More than {most} requests came in a minute from the {sender}. Send it again after {retryAfterSeconds} s, ' +
    'with the same Idempotency-Key if it changes something.',
});
