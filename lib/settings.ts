import { z } from 'zod';
import { connectionStringProblem } from './connection-string.ts';
import { hasCredentials, isLoopback } from './loopback.ts';
import { issueWords } from './schema-words.ts';

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
const ClientId = z.guid().transform((id) => id.toLowerCase());

/** What the host and we reach storage with, when there is no connection string. */
interface StorageVariables {
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

const Environment = z
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

export type StorageSettings =
  | { readonly kind: 'connectionString'; readonly connectionString: string }
  | {
      readonly kind: 'identity';
      /** Of the service, in whatever cloud it is. */
      readonly tableUrl: string;
      readonly queueUrl: string;
      /** Which identity, where the app has several; null for its only one. */
      readonly clientId: string | null;
    };

/** Where notices go, and what they are signed with. */
export interface NoticeSettings {
  readonly url: string;
  readonly secret: string;
}

/** How a page gets a token of Entra for its user. */
interface SignInSettings {
  /** The client id of the pages' app registration, where they have one of their own. */
  readonly clientId: string | null;
  /** The address of Entra that people sign in at. */
  readonly authority: string;
}

/** Requests a minute that an instance lets in; 0 is no limit. */
export interface RateLimitSettings {
  readonly perCaller: number;
  readonly perTenant: number;
}

export interface Settings {
  readonly storage: StorageSettings;
  /** The client id of the API's app registration, lower-cased; any other word only with the local authority. */
  readonly tokenAudience: string;
  /** Signs tokens for every tenant of every cloud; only ever on the loopback address. */
  readonly localAuthority: string | null;
  readonly signIn: SignInSettings;
  readonly keysUrls: {
    readonly worldwide: string;
    readonly germany: string;
    readonly '21vianet': string;
  };
  readonly rateLimits: RateLimitSettings;
  /** Null: notices go nowhere, and none are made. */
  readonly notices: NoticeSettings | null;
}

/** Settings that do not fit: the message names every one of them. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings; the only place that looks at the environment.
 * @throws SettingsError naming everything that is wrong at once
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const present = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = Environment.safeParse(Object.fromEntries(present), { error: issueWords });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new SettingsError(`Settings are wrong:\n- ${problems.join('\n- ')}`);
  }
  const env = parsed.data;
  return {
    storage: storageOf(env),
    tokenAudience: ClientId.safeParse(env.TOKEN_AUDIENCE).data ?? env.TOKEN_AUDIENCE,
    localAuthority: env.LOCAL_AUTHORITY ?? null,
    signIn: { clientId: env.SIGN_IN_CLIENT_ID ?? null, authority: env.SIGN_IN_AUTHORITY },
    keysUrls: {
      worldwide: env.KEYS_URL_WORLDWIDE,
      germany: env.KEYS_URL_GERMANY,
      '21vianet': env.KEYS_URL_21VIANET,
    },
    rateLimits: { perCaller: env.RATE_LIMIT_PER_CALLER, perTenant: env.RATE_LIMIT_PER_TENANT },
    notices: noticesOf(env),
  };
}

function noticesOf(env: z.infer<typeof Environment>): NoticeSettings | null {
  const { NOTICE_WEBHOOK_URL: address, NOTICE_WEBHOOK_SECRET: secret } = env;
  return address === undefined || secret === undefined ? null : { url: address, secret };
}

function storageOf(env: z.infer<typeof Environment>): StorageSettings {
  if (env.AzureWebJobsStorage !== undefined) {
    return { kind: 'connectionString', connectionString: env.AzureWebJobsStorage };
  }
  return {
    kind: 'identity',
    tableUrl: env.AzureWebJobsStorage__tableServiceUri ?? publicAddress(env, 'table'),
    queueUrl: env.AzureWebJobsStorage__queueServiceUri ?? publicAddress(env, 'queue'),
    clientId: env.AzureWebJobsStorage__clientId ?? null,
  };
}

/** The account's name alone means the public cloud, to the host as to us; elsewhere the addresses are set. */
function publicAddress(
  { AzureWebJobsStorage__accountName: name }: StorageVariables,
  service: 'table' | 'queue',
): string {
  return `https://${name ?? ''}.${service}.core.windows.net`;
}
