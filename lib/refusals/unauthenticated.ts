import { z } from 'zod';
import { UnseatError } from '../errors.ts';
import type { Parameters, RefusalOptions } from '../errors.ts';
import { fillSentence } from './sentence.ts';
import type { RefusalSpec } from './refusal.ts';

/** Why a token opens nothing. For whoever signs in they are one: sign in again. */
export const tokenSentences = {
  tokenMissing: 'Send a header Authorization: Bearer <token> with a token for this API.',
  tokenExpired: 'The token has expired. Get a new one.',
  tokenNotValid: 'The token is not valid: its signature, its key or its form is wrong.',
  keyOfAnotherIssuer: 'The key that signed the token does not belong to its issuer.',
  tokenOfVersion1:
    "The token is one of Entra's version 1.0. Set requestedAccessTokenVersion to 2 in the manifest of the API's app registration, then get a new token.",
  issuerUnknown:
    'The token does not come from an authority this API believes, or its issuer and tenant do not fit together.',
  scopeMissing: "The token's scope does not include access_as_user.",
  objectIdMissing: 'The user token has no oid.',
  scopeOfNoUser: "The token has a scope as one of a user, and its idtyp is '{idtyp}'.",
  notAnAccessToken:
    'The token is neither an access token of a user (scp) nor one of an app (roles and azp). An ID token opens no API.',
  userWithoutScope:
    'The token has no scope, and whom it stands for is no app. A user needs the scope access_as_user.',
  claimWrong: "The token's claim '{claim}' is not what this API expects.",
  claimsMissing: 'The token lacks claims this API needs.',
  cloudOfAnotherTenant:
    "The token comes from the authority of the cloud '{tokenCloud}', the tenant is one of '{cloud}'.",
  calendarLinkEnded:
    'This calendar link was never given, or it ended: it was revoked, has expired, or who made it is blocked or deleted.',
} as const;

type Reason = keyof typeof tokenSentences;

/** 401, with the reason among its parameters. */
export function unauthenticated(
  reason: Reason,
  parameters: Parameters = {},
  options: RefusalOptions = {},
): UnseatError {
  return new UnseatError('unauthenticated', fillSentence(tokenSentences[reason], parameters), {
    ...options,
    parameters: { reason, ...parameters },
  });
}

/** The entry of the closed list: one code, whose reasons have a sentence each. */
export const unauthenticatedSpec: RefusalSpec = {
  code: 'unauthenticated',
  kind: 'unauthenticated',
  sentence: Object.entries(tokenSentences)
    .map(([reason, sentence]) => `${reason}: ${sentence}`)
    .join('\n'),
  parameters: () => z.looseObject({ reason: z.enum(Object.keys(tokenSentences)) }),
};
