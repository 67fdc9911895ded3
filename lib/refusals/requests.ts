import { z } from 'zod';
import { Cloud } from '../licensing/tenant.ts';
import { problem, refusal } from './refusal.ts';

/** What is wrong with a request before anything is decided. */

export const lengthRequired = refusal('lengthRequired', 'lengthRequired', {
  parameters: () => z.strictObject({}),
  sentence:
    'The body came in chunks without a Content-Length, so it could not be read; nothing was changed. ' +
    'Send the whole body with its Content-Length.',
});

export const payloadTooLarge = refusal('payloadTooLarge', 'payloadTooLarge', {
  parameters: () => z.strictObject({ mostBytes: z.number().int() }),
  sentence: 'The body is over {mostBytes} bytes. Send it in smaller parts.',
});

export const unsupportedMediaType = refusal('unsupportedMediaType', 'unsupportedMediaType', {
  parameters: () => z.strictObject({ contentType: z.string() }),
  sentence: "The body is '{contentType}'. Send JSON with Content-Type: application/json.",
});

export const addressEndsWithSlash = refusal('addressEndsWithSlash', 'notFound', {
  parameters: () => z.strictObject({}),
  sentence:
    'Nothing is deleted at an address that ends with a slash. Leave it out, and check the last id of the address.',
});

export const nothingThere = refusal('nothingThere', 'notFound', {
  parameters: () => z.strictObject({ path: z.string() }),
  sentence: "There is nothing at '{path}'.",
});

export const methodNotAllowed = refusal('methodNotAllowed', 'methodNotAllowed', {
  parameters: () =>
    z.strictObject({ method: z.string(), path: z.string(), allowed: z.array(z.string()) }),
  sentence: "{method} is no method of '{path}'. It takes {allowed}.",
});

export const bodyNotJson = problem('notJson', {
  parameters: () => z.strictObject({ why: z.string() }),
  sentence: 'The body is not JSON: {why}',
});

export const bodyTooDeep = problem('tooDeep', {
  parameters: () => z.strictObject({ mostLevels: z.number().int() }),
  sentence: 'The body nests deeper than {mostLevels} levels.',
});

export const wrongIdempotencyKey = problem('wrongIdempotencyKey', {
  parameters: () => z.strictObject({}),
  sentence: 'Idempotency-Key: takes 1 to 256 visible ASCII characters.',
});

export const wrongSkipToken = problem('wrongSkipToken', {
  parameters: () => z.strictObject({}),
  sentence:
    'The skip token is not one that this list gave for this query. Follow the link to the next page unchanged, ' +
    'or leave the token out to start again.',
});

export const noSearchWord = problem('noSearchWord', {
  parameters: () => z.strictObject({}),
  sentence: 'query: holds no word to search for: give words, or a phrase in "quotes".',
});

export const cloudOfAnotherAuthority = problem('cloudOfAnotherAuthority', {
  parameters: () => z.strictObject({ tokenCloud: Cloud, cloud: Cloud }),
  sentence:
    "The token was issued in the cloud '{tokenCloud}', so the tenant can't be one of '{cloud}'.",
});
