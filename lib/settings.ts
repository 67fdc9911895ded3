import type { z } from 'zod';
import type { StorageVariables } from './environment.ts';
import { ClientId, Environment } from './environment.ts';
import { misspelledSettings } from './misspelled-settings.ts';
import { issueWords } from './schema-words.ts';

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
  /** When the sweep runs, as NCRONTAB. */
  readonly sweepSchedule: string;
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
  /** Each begins with the name of the setting, and holds no secret. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Settings are wrong:\n- ${problems.join('\n- ')}`);
    this.problems = problems;
  }
}

/**
 * Reads the settings; the only place that looks at the environment.
 * @throws SettingsError naming everything that is wrong at once
 */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const present = Object.entries(environment).filter(([, value]) => value !== '');
  const parsed = Environment.safeParse(Object.fromEntries(present), { error: issueWords });
  const misspelled = misspelledSettings(environment, Object.keys(Environment.shape));
  if (!parsed.success || misspelled.length > 0) {
    const wrong = parsed.error?.issues ?? [];
    throw new SettingsError([
      ...misspelled.map(({ name, meant }) => `${name}: is no setting; is ${meant} meant?`),
      ...wrong.map(({ path, message }) => `${path.join('.')}: ${message}`),
    ]);
  }
  const env = parsed.data;
  return {
    storage: storageOf(env),
    sweepSchedule: env.SWEEP_SCHEDULE,
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
