import { Validator } from '@seriousme/openapi-schema-validator';
import type { oas31 } from 'zod-openapi';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../lib/api/openapi/describe-api.ts';
import { isChanging } from '../../lib/api/openapi/is-changing.ts';
import { errorCodes } from '../../lib/refusals/all.ts';
import { apiRoutes } from '../in-memory/functions.ts';

let document: oas31.OpenAPIObject;
let written: Record<string, unknown>;
beforeAll(async () => {
  document = await describeApi('https://unseat.example');
  written = JSON.parse(JSON.stringify(document));
});

function operation(path: string, method: 'get' | 'post' | 'delete'): oas31.OperationObject {
  const found = document.paths?.[path]?.[method];
  if (found === undefined) throw new Error(`${method} ${path} is not described`);
  return found;
}

function refusedStatuses(path: string, method: 'get' | 'post'): string[] {
  return Object.keys(operation(path, method).responses ?? {}).filter((status) => status >= '400');
}

function parametersOf({ parameters = [] }: oas31.OperationObject): unknown[] {
  return parameters.map((one) => ('name' in one ? one.name : one.$ref.split('/').at(-1)));
}

/** Where an object stands that has no name of its own. */
function namelessObjects(value: unknown, place: readonly string[] = []): readonly string[] {
  if (value === null || typeof value !== 'object') return [];
  const isNamed = place[0] === 'components' && place[1] === 'schemas' && place.length === 3;
  const isObject = 'type' in value && value.type === 'object' && 'properties' in value;
  return [
    ...(isObject && !isNamed ? [place.join('/')] : []),
    ...Object.entries(value).flatMap(([key, inner]) => namelessObjects(inner, [...place, key])),
  ];
}

describe('The description of the API', () => {
  it('is OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(written);
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  });

  it('has every route', () => {
    const described = Object.values(document.paths ?? {}).flatMap((path) =>
      [path.get, path.post, path.put, path.patch, path.delete].map((one) => one?.operationId),
    );
    expect(described.filter((id) => id !== undefined).toSorted()).toEqual(
      apiRoutes.map(({ name }) => name).toSorted(),
    );
  });

  it('names every object, each once', () => {
    expect(namelessObjects(written)).toEqual([]);
    const contents = Object.keys(document.components?.schemas ?? {});
    expect(contents.filter((name) => /(?:Output|[a-z]\d)$/.test(name))).toEqual([]);
  });

  it('calls the shapes as a portal would', () => {
    expect(Object.keys(document.components?.schemas ?? {})).toEqual(
      expect.arrayContaining([
        'User',
        'UserRowListWithCount',
        'ProductRowList',
        'OperationAnswer',
        'UserResultError',
        'RetentionEntryList',
        'UnassignUserRequest',
        'CreateJobRequestAssign',
        'ForbiddenRefusal',
        'Refused409',
      ]),
    );
  });

  it('shows a request and an answer of every change', () => {
    for (const route of apiRoutes.filter(isChanging)) {
      const described = document.paths?.[`/${route.path}`] ?? {};
      const found = [described.post, described.put, described.patch, described.delete].find(
        (one) => one?.operationId === route.name,
      );
      const answer = found?.responses?.['200']?.content?.['application/json'];
      expect([route.name, answer?.example]).toEqual([route.name, expect.anything()]);
      const body = found?.requestBody;
      if (body !== undefined && 'content' in body && body.required === true)
        expect(body.content['application/json']?.example).toEqual(expect.anything());
    }
  });

  it('is the same each time it is asked for', async () => {
    expect(await describeApi('https://unseat.example')).toEqual(document);
  });

  it('is small enough to be read at once', () => {
    expect(JSON.stringify(document).length).toBeLessThan(400_000);
  });
});

describe('The headers', () => {
  it('of every request and answer are said', () => {
    const unassign = operation('/api/users/{userId}/unassign', 'post');
    expect(parametersOf(unassign)).toEqual([
      'userId',
      'dryRun',
      'client-request-id',
      'Idempotency-Key',
    ]);
    expect(Object.keys(unassign.responses?.['200']?.headers ?? {})).toEqual([
      'request-id',
      'client-request-id',
    ]);
    const users = operation('/api/users', 'get');
    expect(parametersOf(users)).toContain('If-None-Match');
    expect(Object.keys(users.responses?.['200']?.headers ?? {})).toContain('etag');
    const jobs = operation('/api/jobs', 'post');
    expect(Object.keys(jobs.responses?.['202']?.headers ?? {})).toEqual([
      'request-id',
      'client-request-id',
      'location',
      'retry-after',
    ]);
    const tooMany = document.components?.responses?.['Refused429'];
    expect(tooMany).toMatchObject({
      headers: { 'retry-after': { $ref: '#/components/headers/Retry-After' } },
    });
  });

  it('of a change alone name an Idempotency-Key', () => {
    for (const route of apiRoutes) {
      const described = document.paths?.[`/${route.path}`];
      const found = [described?.get, described?.post, described?.put]
        .concat([described?.patch, described?.delete])
        .find((one) => one?.operationId === route.name);
      const names = parametersOf(found ?? {});
      expect([route.name, names.includes('Idempotency-Key')]).toEqual([
        route.name,
        isChanging(route),
      ]);
    }
  });
});

describe('What is refused', () => {
  it('is said of every status, with the parameters of each code', () => {
    const { schemas = {} } = document.components ?? {};
    const told = Object.values(schemas).flatMap((schema) => {
      const code = 'properties' in schema ? schema.properties?.['code'] : undefined;
      return code !== undefined && 'const' in code ? [code.const] : [];
    });
    // 405 is answered where no operation is.
    expect(errorCodes.filter((code) => !told.includes(code))).toEqual(['methodNotAllowed']);
    expect(schemas['UserUnderHoldRefusalParameters']).toMatchObject({
      properties: { userId: { type: 'string' }, holdIds: { type: 'array' } },
    });
  });

  it('depends on what the route takes', () => {
    expect(refusedStatuses('/api/sign-in', 'get')).toEqual(['400', '500', '503']);
    expect(refusedStatuses('/api/me', 'get')).toEqual(['400', '401', '429', '500', '503']);
    expect(refusedStatuses('/api/users', 'get')).toEqual([
      '400',
      '401',
      '403',
      '404',
      '429',
      '500',
      '503',
    ]);
    expect(refusedStatuses('/api/users/unassign-all', 'post')).toEqual(
      expect.arrayContaining(['409', '411', '413', '415', '422']),
    );
  });
});
