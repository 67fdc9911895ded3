import { z } from 'zod';
import { connectionStringProblem } from './connection-string.ts';
import { hasCredentials, isLoopback } from './loopback.ts';
import { scheduleProblem } from './schedule.ts';

const url = z
  .url({ protocol: /^https?$/, error: 'is not an http(s) URL', abort: true })
  .refine((text) => !hasCredentials(text), 'must not hold a user name or a password');
const httpsOrLoopback = url.refine(
  (text) => text.startsWith('https:') || isLoopback(text),
  'must be https, or http on the loopback address for development',
);

const storage = z.string().superRefine((text, context) => {
  const message = connectionStringProblem(text);
  if (message !== null) context.addIssue({ code: 'custom', message });
});

/** Requests a minute; 0 is no limit. */
const rateLimit = z
  .string()
  .regex(/^\d{1,7}$/, 'is not a whole number from 0 (no limit) to 9999999')
  .transform(Number);

/** As Entra writes it into the tokens for an app. */
export const ClientId = z.guid().transform((id) => id.toLowerCase());

/** What the host and we reach storage with, when there is no connection string. */
export interface StorageVariables {
  readonly AzureWebJobsStorage?: string | undefined;
  readonly AzureWebJobsStorage__accountName?: string | undefined;
  readonly AzureWebJobsStorage__blobServiceUri?: string | undefined;
  readonly AzureWebJobsStorage__queueServiceUri?: string | undefined;
  readonly AzureWebJobsStorage__tableServiceUri?: string | undefined;
}

const addressNames =
  'AzureWebJobsStorage__blobServiceUri, AzureWebJobsStorage__queueServiceUri and AzureWebJobsStorage__tableServiceUri';

function hasOneWay(env: StorageVariables): boolean {
  return (
    env.AzureWebJobsStorage !== undefined || env.AzureWebJobsStorage__accountName !== undefined
  );
}

function addressesOf(env: StorageVariables): readonly string[] {
  return [
    env.AzureWebJobsStorage__blobServiceUri,
    env.AzureWebJobsStorage__queueServiceUri,
    env.AzureWebJobsStorage__tableServiceUri,
  ].flatMap((address) => address ?? []);
}

/** What two settings are together is checked also when another one is wrong: everything is named at once. */
const always = (): boolean => true;

/** Every setting the app reads, and those that only a binding does: the host says nothing of what it does not find. */
export const Environment = z
  .object({
    AzureWebJobsStorage: storage.optional(),
    // It becomes a part of an address.
    AzureWebJobsStorage__accountName: z
      .string()
      .regex(/^[a-z0-9]{3,24}$/, 'is no account name: 3 to 24 of a-z 0-9')
      .optional(),
    // The host's own, for its locks and the package; read here so that all three are said to be missing at once.
    AzureWebJobsStorage__blobServiceUri: httpsOrLoopback.optional(),
    AzureWebJobsStorage__queueServiceUri: httpsOrLoopback.optional(),
    AzureWebJobsStorage__tableServiceUri: httpsOrLoopback.optional(),
    AzureWebJobsStorage__credential: z
      .literal('managedidentity', {
        error: 'is not managedidentity, the only credential that needs no secret',
      })
      .optional(),
    AzureWebJobsStorage__clientId: ClientId.optional(),
    TOKEN_AUDIENCE: z.string({
      error:
        "is missing; set it to the Application (client) ID of the API's app registration, which is the audience of Entra's tokens",
    }),
    // Read by the trigger of the sweep alone: without it nothing is ever purged, and the host runs on.
    SWEEP_SCHEDULE: z
      .string({
        error: 'is missing; set it to when the sweep runs, 0 */15 * * * * is every 15 minutes',
      })
      .superRefine((text, context) => {
        const message = scheduleProblem(text);
        if (message !== null) context.addIssue({ code: 'custom', message });
      }),
    // Read by the host alone.
    AzureWebJobsDisableHomepage: z.string().optional(),
    APPLICATIONINSIGHTS_CONNECTION_STRING: z.string().optional(),
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: z.string().optional(),
    LOCAL_AUTHORITY: url
      .refine(
        (text) => isLoopback(text),
        'must be on the loopback address; it signs for every tenant',
      )
      .optional(),
    RATE_LIMIT_PER_CALLER: rateLimit.default(600),
    RATE_LIMIT_PER_TENANT: rateLimit.default(3000),
    SIGN_IN_CLIENT_ID: ClientId.optional(),
    SIGN_IN_AUTHORITY: httpsOrLoopback.default('https://login.microsoftonline.com/organizations'),
    NOTICE_WEBHOOK_URL: httpsOrLoopback.optional(),
    NOTICE_WEBHOOK_SECRET: z.string().min(16, 'has fewer than 16 characters').optional(),
    KEYS_URL_WORLDWIDE: httpsOrLoopback.default(
      'https://login.microsoftonline.com/common/discovery/v2.0/keys',
    ),
    KEYS_URL_GERMANY: httpsOrLoopback.default(
      'https://login.microsoftonline.de/common/discovery/v2.0/keys',
    ),
    KEYS_URL_21VIANET: httpsOrLoopback.default(
      'https://login.partner.microsoftonline.cn/common/discovery/v2.0/keys',
    ),
  })
  .refine((env) => hasOneWay(env) || addressesOf(env).length > 0, {
    path: ['AzureWebJobsStorage'],
    when: always,
    message: `is missing; set it, or for a managed identity AzureWebJobsStorage__accountName or ${addressNames}`,
  })
  .refine((env) => hasOneWay(env) || [0, 3].includes(addressesOf(env).length), {
    path: ['AzureWebJobsStorage'],
    when: always,
    message: `is missing, and not every service has its address; set ${addressNames}`,
  })
  .refine(
    (env) =>
      env.AzureWebJobsStorage__clientId === undefined ||
      env.AzureWebJobsStorage__credential !== undefined,
    {
      path: ['AzureWebJobsStorage__credential'],
      when: always,
      message:
        'is missing; without managedidentity the host leaves AzureWebJobsStorage__clientId out',
    },
  )
  .refine(
    (env) =>
      env.APPLICATIONINSIGHTS_AUTHENTICATION_STRING === undefined ||
      env.APPLICATIONINSIGHTS_CONNECTION_STRING !== undefined,
    {
      path: ['APPLICATIONINSIGHTS_CONNECTION_STRING'],
      when: always,
      message: 'is missing; without it nobody sees what the app logs, and no alert comes',
    },
  )
  .refine(
    ({ LOCAL_AUTHORITY: local, TOKEN_AUDIENCE: audience }) =>
      audience === undefined || local !== undefined || ClientId.safeParse(audience).success,
    {
      path: ['TOKEN_AUDIENCE'],
      when: always,
      message:
        "is no GUID; set it to the Application (client) ID of the API's app registration, which is the audience of Entra's tokens (another word is taken with LOCAL_AUTHORITY only)",
    },
  )
  .refine(
    (env) => env.NOTICE_WEBHOOK_URL === undefined || env.NOTICE_WEBHOOK_SECRET !== undefined,
    {
      path: ['NOTICE_WEBHOOK_SECRET'],
      when: always,
      message: 'is missing; notices to NOTICE_WEBHOOK_URL are signed with it',
    },
  );
