import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compiled, entraSources, infra, mainSources, sumsOf } from '../../infra/sources.ts';
import { permissions } from '../../lib/http/rights.ts';
import { readSettings } from '../../lib/settings.ts';
import { queueNames } from '../../lib/storage/queues.ts';
import { tableNames } from '../../lib/storage/tables.ts';
import { namesOf, ofType, resources, templateSettings } from './template.ts';

const text = (path: string): string => readFileSync(join(infra, path), 'utf8');

describe('What the compiler made', () => {
  it.each([
    ['main', mainSources()],
    ['entra', entraSources()],
  ])('of %s fits its sources: after a change, npm run infra', async (template, sources) => {
    expect(sources.length).toBeGreaterThan(2);
    expect(readFileSync(join(compiled, `${template}.sources.sha256`), 'utf8')).toBe(
      await sumsOf(sources),
    );
  });
});

describe('The template', () => {
  it('lets nobody in with a key or a password', () => {
    const [account] = ofType('Microsoft.Storage/storageAccounts');
    expect(account?.properties).toMatchObject({
      allowSharedKeyAccess: false,
      defaultToOAuthAuthentication: true,
      allowBlobPublicAccess: false,
      minimumTlsVersion: 'TLS1_2',
    });
    const [component] = ofType('Microsoft.Insights/components');
    expect(component?.properties).toMatchObject({ DisableLocalAuth: true });
    const [workspace] = ofType('Microsoft.OperationalInsights/workspaces');
    expect(workspace?.properties).toMatchObject({ features: { disableLocalAuth: true } });
    const publishing = ofType('Microsoft.Web/sites/basicPublishingCredentialsPolicies');
    expect(publishing.map(({ properties }) => properties)).toEqual([
      { allow: false },
      { allow: false },
    ]);
    expect(JSON.stringify(resources)).not.toMatch(/AccountKey=|SharedAccessSignature|listKeys/i);
  });

  it('keeps nothing of what is gone for good: no versions, no soft delete, no change feed', () => {
    const services = resources.filter(({ type }) => /(blob|queue|table)Services$/.test(type));
    expect(services).toHaveLength(3);
    for (const { properties } of services) expect(properties ?? {}).toEqual({});
  });

  it('gives the one identity its four roles and the secret, and nobody anything else', () => {
    const grants = ofType('Microsoft.Authorization/roleAssignments');
    const roleIds = grants.map(({ properties }) =>
      z.string().parse(properties?.['roleDefinitionId']).split('/').at(-1),
    );
    expect(new Set(roleIds)).toEqual(
      new Set([
        'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
        '974c5e8b-45b9-4653-ba55-5f855dd0fb88',
        '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
        '3913510d-42f4-4e42-8a64-420c390055eb',
        '4633458b-17de-408a-b874-0445c86b69e6',
      ]),
    );
    expect(new Set(grants.map(({ properties }) => properties?.['principalId'])).size).toBe(1);
    expect(ofType('Microsoft.ManagedIdentity/userAssignedIdentities')).toHaveLength(1);
  });

  it('makes every table and queue of the app, so that a cold start makes none', () => {
    expect(namesOf('Microsoft.Storage/storageAccounts/tableServices/tables')).toEqual([
      ...tableNames,
    ]);
    const poison = queueNames.map((name) => `${name}-poison`);
    expect(namesOf('Microsoft.Storage/storageAccounts/queueServices/queues')).toEqual([
      ...queueNames,
      ...poison,
    ]);
  });

  it('names no host of one cloud', () => {
    const sources = [...mainSources(), ...entraSources()].map(text).join('\n');
    expect(sources).not.toMatch(/core\.windows\.net|login\.microsoftonline\.com|azurewebsites/);
  });
});

describe('The settings of the template', () => {
  const settings = templateSettings();
  /** What ARM puts in when it deploys. */
  const deployed = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, inPlaceOf(name, value)]),
  );

  it('are read without a problem', () => {
    expect(readSettings(deployed)).toMatchObject({
      storage: { kind: 'identity', tableUrl: 'https://contoso.table.core.chinacloudapi.cn/' },
      localAuthority: null,
    });
  });

  // Without these the app is whole: it has one identity, Insights may take keys, there are no notices, `/` is the host's.
  const optional =
    /__clientId$|^AzureWebJobsDisableHomepage$|_AUTHENTICATION_STRING$|^NOTICE_WEBHOOK_URL$/;
  it.each(Object.keys(settings).filter((name) => !optional.test(name)))(
    'say so in one sentence when %s is missing',
    (name) => {
      const { [name]: _, ...others } = deployed;
      expect(() => readSettings(others)).toThrow(/ is missing/);
    },
  );

  it.each(Object.keys(settings))('say so in one sentence when %s is misspelled', (name) => {
    for (const misspelled of [name.toLowerCase(), `${name}S`, name.slice(1)]) {
      const { [name]: value, ...others } = deployed;
      expect(() => readSettings({ ...others, [misspelled]: value })).toThrow(
        `- ${misspelled}: is no setting; is ${name} meant?`,
      );
    }
  });

  it('are each one that the app or its host knows', () => {
    const ofHost = /^(AzureWebJobs|APPLICATIONINSIGHTS_)/;
    const documented = readFileSync(join(infra, '../README.md'), 'utf8');
    const unknown = Object.keys(settings).filter(
      (name) => !ofHost.test(name) && !documented.includes(`\`${name}\``),
    );
    expect(unknown).toEqual([]);
  });
});

describe('The app registration', () => {
  it('has the permissions that apps are given rights for', () => {
    const roles = z
      .array(z.strictObject({ value: z.string(), description: z.string() }))
      .parse(JSON.parse(text('entra/app-roles.json')));
    expect(roles.map(({ value }) => value).toSorted()).toEqual(Object.keys(permissions).toSorted());
  });

  it('asks for tokens of version 2.0 with the directory roles in them', () => {
    expect(text('entra/main.bicep')).toContain('requestedAccessTokenVersion: 2');
    expect(text('entra/main.bicep')).toContain("groupMembershipClaims: 'DirectoryRole'");
  });
});

function inPlaceOf(name: string, value: string): string {
  const service = /__(\w+)ServiceUri$/.exec(name)?.[1];
  if (service !== undefined) return `https://contoso.${service}.core.chinacloudapi.cn/`;
  if (name.endsWith('__clientId')) return '5f4f6b52-16a4-4b07-9d1e-4c9c1f0f8f11';
  return value;
}
