import { Cron } from 'croner';
import { describe, expect, it } from 'vitest';
import { toConnectionString } from '../dev/azurite/connection-string.ts';
import { scheduleProblem } from '../lib/schedule.ts';
import { SettingsError, readSettings } from '../lib/settings.ts';

const local = toConnectionString({ blob: 10_000, queue: 10_001, table: 10_002 });
const emulatorKey = /AccountKey=([^;]+)/.exec(local)?.[1] ?? '';
const account = `DefaultEndpointsProtocol=https;AccountName=devstoreaccount1;AccountKey=${emulatorKey}`;
const own = 'DefaultEndpointsProtocol=https;AccountName=contoso;AccountKey=b3duIGtleQ==';

const quarters = '0 */15 * * * *';
const audience = '3cbb2b71-58a9-4d6e-8c0b-4f25f0f9c2a1';

function read(changes: NodeJS.ProcessEnv): ReturnType<typeof readSettings> {
  const right = { AzureWebJobsStorage: local, TOKEN_AUDIENCE: audience, SWEEP_SCHEDULE: quarters };
  return readSettings({ ...right, ...changes });
}

function refusalOf(changes: NodeJS.ProcessEnv): string {
  try {
    read(changes);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return 'taken';
}

/** The emulator's address of every service, with that of one service elsewhere. */
function moved(service: string, address: string): string {
  return local.replace(new RegExp(`${service}Endpoint=[^;]+`), `${service}Endpoint=${address}`);
}

describe("The emulator's well-known key", () => {
  it.each([
    ['the addresses of a local Azurite', local],
    ['localhost', moved('Table', 'http://localhost:10002/devstoreaccount1')],
    ['IPv6', moved('Queue', 'http://[::1]:10001/devstoreaccount1')],
    ['another loopback address', moved('Blob', 'http://127.0.0.2:10000/devstoreaccount1')],
    ['names in other case', local.replaceAll(/\w+Endpoint=/g, (name) => name.toUpperCase())],
    ['the short form', 'UseDevelopmentStorage=true'],
    ['the short form with a semicolon', 'UseDevelopmentStorage=true;'],
    [
      'a proxy on loopback',
      'UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://127.0.0.1',
    ],
  ])('is taken with %s', (_, text) => {
    expect(read({ AzureWebJobsStorage: text }).storage).toEqual({
      kind: 'connectionString',
      connectionString: text,
    });
  });

  it.each([
    ['no endpoint at all', account],
    ['a suffix', `${account};EndpointSuffix=core.windows.net`],
    ['a suffix and no protocol', `AccountName=devstoreaccount1;AccountKey=${emulatorKey}`],
    ['a name that begins like loopback', moved('Table', 'https://127.0.0.1.example.com/a')],
    ['a name that begins like localhost', moved('Table', 'https://localhost.example.com/a')],
    ['a name that ends like localhost', moved('Table', 'https://notlocalhost/a')],
    ['loopback as a user name', moved('Queue', 'https://127.0.0.1@example.com/a')],
    ['a user name before loopback', moved('Queue', 'https://user@127.0.0.1/a')],
    ['one endpoint elsewhere', moved('Blob', 'https://storage.example.com/devstoreaccount1')],
    ['every address of the machine', moved('Table', 'https://0.0.0.0:10002/devstoreaccount1')],
    ['a service without an endpoint', local.replace(/TableEndpoint=[^;]+;/, '')],
    ['the same endpoint twice', `${local};TableEndpoint=https://example.com/devstoreaccount1`],
    [
      'a name in other case',
      `${account};tableendpoint=https://example.com/a;QUEUEENDPOINT=https://example.com/a`,
    ],
    [
      'the key’s name in other case',
      account.replace('AccountKey', 'accountkey') + ';EndpointSuffix=core.windows.net',
    ],
    [
      'spaces around names',
      `${account.replaceAll(';', ' ; ')} ; TableEndpoint = https://example.com/a`,
    ],
  ])('is refused with %s', (_, text) => {
    expect(refusalOf({ AzureWebJobsStorage: text })).toContain('well-known key');
  });
});

describe('The short form of the emulator', () => {
  it.each([
    'UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://elsewhere',
    'UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://127.0.0.1.example.com',
    'UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://127.0.0.1@example.com',
    'UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://127.0.0.1;DevelopmentStorageProxyUri=http://elsewhere',
    'usedevelopmentstorage=true',
    `${own};EndpointSuffix=core.windows.net;UseDevelopmentStorage=true`,
    'UseDevelopmentStorage=true;TableEndpoint=https://example.com',
  ])('%s is refused', (text) => {
    expect(refusalOf({ AzureWebJobsStorage: text })).toContain('stands alone');
  });
});

describe('Storage of one’s own', () => {
  it.each([
    `${own};EndpointSuffix=core.windows.net`,
    `${own};TableEndpoint=https://storage.contoso.com;QueueEndpoint=https://queues.contoso.com`,
    'TableEndpoint=https://a.table.core.windows.net;QueueEndpoint=https://a.queue.core.windows.net;SharedAccessSignature=sv=1&sig=a%3D',
  ])('%s is taken', (text) => {
    expect(read({ AzureWebJobsStorage: text }).storage.kind).toBe('connectionString');
  });

  it.each([
    [`${own};EndpointSuffix=core.windows.net`.replace('https', 'http'), 'is not https'],
    [`${own};TableEndpoint=http://storage.contoso.com`, 'neither https'],
    [`${own};TableEndpoint=storage`, 'neither https'],
    [`${own};TableEndpoint=`, 'neither https'],
  ])('%s is refused: it %s', (text, why) => {
    expect(refusalOf({ AzureWebJobsStorage: text })).toContain(why);
  });

  it.each(['a', 'Contoso', 'example.com/', 'contoso.table.core.windows.net', 'contoso@x'])(
    'the account name %j is refused: it would become part of an address',
    (name) => {
      const changes = { AzureWebJobsStorage: '', AzureWebJobsStorage__accountName: name };
      expect(refusalOf(changes)).toContain('AzureWebJobsStorage__accountName: is no account name');
    },
  );
});

describe('Storage reached with a managed identity', () => {
  const addresses = {
    AzureWebJobsStorage: '',
    AzureWebJobsStorage__blobServiceUri: 'https://contoso.blob.core.chinacloudapi.cn/',
    AzureWebJobsStorage__queueServiceUri: 'https://contoso.queue.core.chinacloudapi.cn/',
    AzureWebJobsStorage__tableServiceUri: 'https://contoso.table.core.chinacloudapi.cn/',
  };

  it('is where its addresses say, in whatever cloud', () => {
    expect(read(addresses).storage).toEqual({
      kind: 'identity',
      tableUrl: 'https://contoso.table.core.chinacloudapi.cn/',
      queueUrl: 'https://contoso.queue.core.chinacloudapi.cn/',
      clientId: null,
    });
  });

  it('is in the public cloud when only the account is named', () => {
    const named = { AzureWebJobsStorage: '', AzureWebJobsStorage__accountName: 'contoso' };
    expect(read(named).storage).toMatchObject({
      tableUrl: 'https://contoso.table.core.windows.net',
      queueUrl: 'https://contoso.queue.core.windows.net',
    });
  });

  it.each(['blob', 'queue', 'table'])('needs the address of the %s service too', (service) => {
    const changes = { ...addresses, [`AzureWebJobsStorage__${service}ServiceUri`]: '' };
    expect(refusalOf(changes)).toContain(
      `AzureWebJobsStorage: is missing, and not every service has its address`,
    );
  });

  it.each([
    ['AzureWebJobsStorage__tableServiceUri', 'http://contoso.table.core.windows.net'],
    ['AzureWebJobsStorage__queueServiceUri', 'contoso'],
    ['AzureWebJobsStorage__credential', 'password'],
    ['AzureWebJobsStorage__clientId', 'unseat'],
  ])('refuses %s = %j', (name, value) => {
    expect(refusalOf({ ...addresses, [name]: value })).toContain(`- ${name}: `);
  });
});

describe('The local authority, which signs for every tenant', () => {
  it.each(['http://localhost:7071/dev', 'http://127.0.0.1:7071/dev', 'http://[::1]:7071/dev'])(
    'is taken on %s',
    (address) => {
      expect(read({ LOCAL_AUTHORITY: address }).localAuthority).toBe(address);
    },
  );

  it.each([
    'https://login.example.com/dev',
    'http://127.0.0.1.example.com/dev',
    'http://localhost.example.com/dev',
    'http://localhost@example.com/dev',
    'http://user@localhost/dev',
    'http://0.0.0.0:7071/dev',
    'http://10.0.0.1:7071/dev',
    'file:///dev',
    'localhost:7071',
  ])('is refused on %s', (address) => {
    expect(refusalOf({ LOCAL_AUTHORITY: address })).toContain('LOCAL_AUTHORITY: ');
  });
});

describe('The audience of tokens', () => {
  it.each(['api://unseat', `api://${audience}`, 'unseat', 'https://unseat.example'])(
    '%s is no audience of tokens of Entra, but is one with a local authority',
    (word) => {
      expect(refusalOf({ TOKEN_AUDIENCE: word })).toMatch(
        /TOKEN_AUDIENCE: .*Application \(client\) ID of the API's app registration/,
      );
      const authority = { LOCAL_AUTHORITY: 'http://localhost:7071/dev' };
      expect(read({ TOKEN_AUDIENCE: word, ...authority }).tokenAudience).toBe(word);
    },
  );

  it('is a client id, in whatever case it is written', () => {
    expect(read({ TOKEN_AUDIENCE: audience.toUpperCase() }).tokenAudience).toBe(audience);
  });
});

it.each(['KEYS_URL_WORLDWIDE', 'KEYS_URL_GERMANY', 'KEYS_URL_21VIANET'])(
  '%s is https, or http on loopback',
  (name) => {
    for (const address of ['http://login.example.com/keys', 'http://localhost.example.com/keys']) {
      expect(refusalOf({ [name]: address })).toContain(`${name}: must be https`);
    }
    for (const address of ['https://login.example.com/keys', 'http://127.0.0.1:9/keys']) {
      expect(refusalOf({ [name]: address })).toBe('taken');
    }
  },
);

it('Every problem is named at once, and no value of a secret', () => {
  const secret = 'c2VjcmV0';
  const message = refusalOf({
    AzureWebJobsStorage: '',
    AzureWebJobsStorage__accountName: '',
    TOKEN_AUDIENCE: '',
    LOCAL_AUTHORITY: `https://${secret}@example.com`,
    KEYS_URL_GERMANY: `http://example.com/${secret}`,
    RATE_LIMIT_PER_CALLER: 'many',
    NOTICE_WEBHOOK_URL: `https://me:${secret}@example.com`,
  });
  const named = [...message.matchAll(/^- (\w+): /gm)].map(([, name]) => name);
  expect(new Set(named)).toEqual(
    new Set([
      'TOKEN_AUDIENCE',
      'LOCAL_AUTHORITY',
      'RATE_LIMIT_PER_CALLER',
      'NOTICE_WEBHOOK_URL',
      'KEYS_URL_GERMANY',
      'AzureWebJobsStorage',
      'NOTICE_WEBHOOK_SECRET',
    ]),
  );
  expect(message).not.toContain(secret);
  const storage = `${account};TableEndpoint=https://example.com/?sig=${secret}`;
  const short = secret.slice(0, 8);
  const refusal = refusalOf({ AzureWebJobsStorage: storage, NOTICE_WEBHOOK_SECRET: short });
  expect(refusal).toMatch(/AzureWebJobsStorage: [^]*NOTICE_WEBHOOK_SECRET: /);
  expect(refusal).not.toContain(secret);
  expect(refusal).not.toContain(emulatorKey);
});

describe('The schedule of the sweep', () => {
  it.each([
    quarters,
    '0 0 * * * *',
    '*/30 * * * * *',
    '0 30 9-17/2 * Jan-Mar,12 Mon-Fri',
    '0 5-59/10 2 29 2 *',
    '0 0 0 1,31 * 0',
  ])('%s is taken, and comes', (text) => {
    expect(scheduleProblem(text)).toBeNull();
    const cron = new Cron(text, { mode: '6-part', timezone: 'UTC', domAndDow: true });
    expect(cron.nextRun(new Date('2026-11-25T00:00:00Z'))).not.toBeNull();
  });

  it.each([
    ['', 'is missing'],
    ['every day', 'has 2 fields'],
    ['*/15 * * * *', 'has 5 fields'],
    ['00:15:00', 'has 1 fields'],
    ['@hourly', 'has 1 fields'],
    ['60 * * * * *', 'has no second from 0 to 59'],
    ['0 */0 * * * *', 'has no minute'],
    ['0 0 24 * * *', 'has no hour'],
    ['0 0 0 0 * *', 'has no day of the month'],
    ['0 0 0 * 13 *', 'has no month'],
    ['0 0 0 * * 7', 'has no day of the week'],
    ['0 0 0 L * ?', 'has no day of the month'],
    ['0 30-10 * * * *', 'has no minute'],
    ['0 1, * * * *', 'has no minute'],
    ['0 5/10 * * * *', 'has no minute'],
    ['0 0 0 31 2,4 *', 'names a day that never comes'],
  ])('%j is refused: %s', (text, why) => {
    expect(refusalOf({ SWEEP_SCHEDULE: text })).toContain(`SWEEP_SCHEDULE: ${why}`);
  });
});

describe('A setting that is not spelled as ours', () => {
  it.each([
    ['SWEEP_SHEDULE', 'SWEEP_SCHEDULE'],
    ['sweep_schedule', 'SWEEP_SCHEDULE'],
    ['SWEEP-SCHEDULE', 'SWEEP_SCHEDULE'],
    ['TOKEN_AUDIENCES', 'TOKEN_AUDIENCE'],
    ['RATE_LIMIT_PER_CALER', 'RATE_LIMIT_PER_CALLER'],
    ['NOTICE_WEBHOK_URL', 'NOTICE_WEBHOOK_URL'],
    ['AzureWebJobsStorage:clientId', 'AzureWebJobsStorage__clientId'],
    ['AzureWebJobsStorage_queueServiceUri', 'AzureWebJobsStorage__queueServiceUri'],
  ])('%s is named, with %s that is meant', (name, meant) => {
    expect(refusalOf({ [meant]: '', [name]: 'a value' })).toContain(
      `- ${name}: is no setting; is ${meant} meant?`,
    );
  });

  it('is none where the right one is there too, nor is anything of others', () => {
    const others = { TOKEN_AUDIENCES: 'x', PATH: '/bin', AzureWebJobsFeatureFlags: 'x', RATE: '1' };
    expect(refusalOf({ ...others })).toBe('taken');
  });
});
