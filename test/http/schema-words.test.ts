import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { UnseatError } from '../../lib/errors.ts';
import type { ErrorDetail } from '../../lib/errors.ts';
import { parseInput } from '../../lib/http/read-input.ts';
import { readSettings } from '../../lib/settings.ts';
import { detailCodes } from '../../lib/refusals/all.ts';
import { importTenantRoute } from '../../functions/api/import-tenant.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product } from '../../simulation/builders/products.ts';
import { ask, askGraph } from '../in-memory/ask.ts';
import { apiRoutes } from '../in-memory/functions.ts';

/** As the schema library says it, which is no help to anybody who does not know it. */
const raw =
  /Invalid|Unrecognized|Too (?:small|big)|expected \w+, received|[Uu]ndefined|ZodError|NaN/;

type Input = Parameters<typeof parseInput>[1];

function problems(route: Parameters<typeof parseInput>[0], input: Input): readonly ErrorDetail[] {
  try {
    parseInput(route, input);
    return [];
  } catch (error) {
    if (error instanceof UnseatError) return error.details;
    throw error;
  }
}

/** The properties a schema names, also behind a transformation. */
function propertiesOf(schema: z.ZodType): readonly string[] {
  const text = JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return [...text.matchAll(/"(\w+)":\{/g)].map(([, name]) => name ?? '');
}

const wrong: readonly unknown[] = [
  undefined,
  null,
  5,
  -1,
  1.5,
  true,
  '',
  'x',
  [],
  [5],
  {},
  { a: 1 },
];

describe.each(apiRoutes.map((route) => [route.name, route] as const))('%s', (_, route) => {
  const values = wrong.flatMap((value) => [
    value,
    Object.fromEntries(propertiesOf(route.body).map((name) => [name, value])),
  ]);
  const asked = values.flatMap((body) =>
    problems(route, { params: {}, query: {}, body }).concat(
      problems(route, {
        params: Object.fromEntries(Object.keys(route.params.shape).map((name) => [name, body])),
        query: Object.fromEntries(Object.keys(route.query.shape).map((name) => [name, body])),
        body: undefined,
      }),
    ),
  );

  it('says no problem in the words of the schema library', () => {
    expect(asked.map(({ message }) => message).filter((message) => raw.test(message))).toEqual([]);
  });

  it('gives each problem a code of the closed list', () => {
    expect(asked.filter(({ code }) => !detailCodes.includes(code))).toEqual([]);
  });
});

const body = z.strictObject({
  name: z.string().min(1).max(3),
  count: z.number().int().max(5),
  kind: z.enum(['a', 'b']),
  list: z.array(z.guid()).min(2),
  either: z.union([z.string(), z.number()]),
  one: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('c') })]),
});

it.each([
  ['missing', { name: undefined }, 'name', 'is missing: give a text'],
  ['wrongType', { name: 5 }, 'name', 'is 5: give a text'],
  ['tooSmall', { name: '' }, 'name', "is '': give at least 1 character"],
  ['tooLarge', { name: 'four' }, 'name', "is 'four': give at most 3 characters"],
  ['tooLarge', { count: 6 }, 'count', 'is 6: give at most 5'],
  ['wrongType', { count: 1.5 }, 'count', 'is 1.5: give a whole number'],
  ['notOneOf', { kind: 'c' }, 'kind', "is 'c': give one of 'a', 'b'"],
  ['wrongType', { list: { a: 1 } }, 'list', 'is an object: give a list'],
  ['tooSmall', { list: [] }, 'list', 'is a list of 0: give at least 2 of them'],
  [
    'invalidValue',
    { either: null },
    'either',
    'is null: give a text; or it is null: give a number',
  ],
  ['invalidValue', { one: { kind: 'x' } }, 'one.kind', "is none of 'c' (given: 'x')"],
] as const)('says of %s %j what was given and what is right', (code, change, target, message) => {
  const right = {
    name: 'abc',
    count: 5,
    kind: 'a',
    list: ['3fa85f64-5717-4562-b3fc-2c963f66afa6', '3fa85f64-5717-4562-b3fc-2c963f66afa7'],
    either: 1,
    one: { kind: 'c' },
  };
  const schemas = { params: z.strictObject({}), query: z.strictObject({}), body };
  expect(problems(schemas, { params: {}, query: {}, body: { ...right, ...change } })).toMatchObject(
    [{ code, target, message }],
  );
});

it('shows no more than the beginning of what was given', () => {
  const schemas = { params: z.strictObject({}), query: z.strictObject({}), body: z.number() };
  const [problem] = problems(schemas, { params: {}, query: {}, body: 'x'.repeat(10_000) });
  expect(problem?.message.length).toBeLessThan(100);
});

it('an entry of an import, a body of Graph and a setting are refused in the same words', async () => {
  const world = new MemoryWorld();
  await world.load([product('E3')], []);
  const imported = await ask(world, importTenantRoute, {
    body: { kind: 'users', value: [{ id: 5, userPrincipalName: [] }] },
  });
  const graph = await askGraph(world, 'PATCH', '/users/x', { body: { accountEnabled: 'yes' } });
  for (const { body: said } of [imported, graph]) {
    expect(JSON.stringify(said)).toMatch(/ is (?:5|'yes'): give /);
    expect(JSON.stringify(said)).not.toMatch(/expected|received/);
  }
  expect(() => readSettings({ RATE_LIMIT_PER_CALLER: 'many' })).toThrow(
    expect.objectContaining({ message: expect.not.stringMatching(/Invalid|expected|received/) }),
  );
});
