import { describe, expect, it } from 'vitest';
import type { FilterSchema } from '../../lib/graph/odata/filter.ts';
import { matches } from '../../lib/graph/odata/matches.ts';
import { parseFilter } from '../../lib/graph/odata/parse-filter.ts';

const guidA = 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46';
const guidB = '05e9a617-0261-4cee-bb44-138d3ef5d965';

const schema: FilterSchema = {
  entity: 'user',
  properties: { id: 'guid', name: 'string', isOn: 'boolean', at: 'date' },
  collections: { licenses: { skuId: 'guid', state: 'string', group: 'guid' }, mails: 'string' },
  others: ['shoeSize'],
};

const entity = {
  id: guidA,
  name: "Zoë O'Neil",
  isOn: false,
  at: '2026-11-23T10:00:00Z',
  mail: null,
  mails: ['SMTP:zoe@contoso.com', 'smtp:z@contoso.com'],
  licenses: [
    { skuId: guidA, state: 'Active', group: null },
    { skuId: guidB, state: 'Error', group: guidA },
  ],
};

const parse = (text: string) => parseFilter(text, schema);
const fits = (text: string) => matches(parse(text), entity);

describe('The productions of a filter', () => {
  it.each([
    ["name eq 'zoë o''neil'", true],
    ["name eq 'Zoë'", false],
    ["name ne 'Zoë'", true],
    ['isOn eq false', true],
    [`id eq ${guidA.toUpperCase()}`, true],
    [`id eq '${guidA}'`, true],
    ['name eq null', false],
    ['name ne null', true],
    ['at ge 2026-11-23T10:00:00Z', true],
    ['at gt 2026-11-23T11:00:00+01:00', false],
    ['at lt 2027-01-01T00:00:00Z', true],
    ['at le 2026-11-23T09:59:59Z', false],
    ['at eq 2026-11-23T10:00:00.000Z', true],
  ])('comparison: %s is %s', (text, expected) => {
    expect(fits(text)).toBe(expected);
  });

  it.each([
    ["name eq 'x' or isOn eq false", true],
    ["name eq 'x' and isOn eq false", false],
    // and binds closer than or.
    ["isOn eq false or name eq 'x' and name eq 'y'", true],
    ["(isOn eq false or name eq 'x') and name eq 'y'", false],
    ['not isOn eq true', true],
    ['not(isOn eq false)', false],
    ['not not isOn eq false', true],
    ["((name ne 'x'))", true],
  ])('and, or, not, parentheses: %s is %s', (text, expected) => {
    expect(fits(text)).toBe(expected);
  });

  it.each([
    ["startswith(name,'ZOË')", true],
    ["startswith(name, 'Neil')", false],
    ["endswith(name,'neil')", true],
    ["not endswith(name,'neil')", false],
    ["name in ('x', 'Zoë O''Neil')", true],
    [`id in (${guidB})`, false],
  ])('functions and in: %s is %s', (text, expected) => {
    expect(fits(text)).toBe(expected);
  });

  it.each([
    [`licenses/any(u:u/skuId eq ${guidB})`, true],
    [`licenses/any(x: x/skuId eq ${guidA} and x/state eq 'Error')`, false],
    [`licenses/any(x:x/group ne null or x/state eq 'Nothing')`, true],
    ['licenses/any()', true],
    ['not licenses/any()', false],
    ['licenses/$count eq 2', true],
    ["mails/any(m:m eq 'SMTP:Z@contoso.com')", true],
    ["mails/any(m:startswith(m,'smtp:y'))", false],
    ['mails/any()', true],
    ['licenses/$count ne 0', true],
    ['licenses/$count gt 2', false],
  ])('collections: %s is %s', (text, expected) => {
    expect(fits(text)).toBe(expected);
  });
});

it.each([
  ['ISON eq false'],
  ['isOn EQ False AND NOT isOn Eq TRUE'],
  ["StartsWith(NAME,'zoë')"],
  ["name IN ('Zoë O''Neil')"],
  [`Licenses/ANY(u:U/SKUID eq ${guidB})`],
  ['LICENSES/$COUNT ne 0'],
  ['not (Mail eq null) or licenses/any(x:x/Group eq NULL)'],
])('%s fits, whatever the case of its names and words', (text) => {
  const withMail = { ...schema, properties: { ...schema.properties, mail: 'string' as const } };
  expect(matches(parseFilter(text, withMail), entity)).toBe(true);
});

describe('What is no filter, or none that is supported', () => {
  const unsupported = 'Request_UnsupportedQuery';
  const bad = 'Request_BadRequest';

  it.each([
    ["contains(name,'x')", unsupported, "'contains'"],
    ["shoeSize eq '7'", unsupported, "'shoeSize'"],
    ["name gt 'x'", unsupported, "'gt'"],
    ["name has 'x'", unsupported, "'has'"],
    [`licenses/all(u:u/skuId eq ${guidA})`, unsupported, "'licenses/all'"],
    [`licenses/any(u:u/colour eq ${guidA})`, unsupported, "'colour'"],
    ["name/first eq 'x'", unsupported, "'name'"],
    ['constructor eq null', bad, "'constructor'"],
    ['constructor/$count eq 0', bad, "'constructor'"],
    ["shoes eq '7'", bad, "Could not find a property named 'shoes'"],
    ['licenses/any(u:skuId eq null)', bad, "named 'skuId' on type 'microsoft.graph.user'"],
    ['licenses eq null', bad, "'/'"],
    [`${'('.repeat(60)}isOn eq true${')'.repeat(60)}`, unsupported, 'nested'],
    ["isOn eq 'false'", bad, 'Edm.Boolean'],
    ['name eq 7', bad, 'Edm.String'],
    ['id eq 7', bad, 'Edm.Guid'],
    ['at eq yesterday', bad, 'Edm.DateTimeOffset'],
    ["name eq 'x", bad, 'no end'],
    ['name eq', bad, 'ends where'],
    ["name eq 'x' name", bad, "'name' at position 12"],
    ["(name eq 'x'", bad, "')'"],
    ['name eq {x}', bad, '{'],
    ['', bad, 'ends where'],
    ['licenses/any(u:v/skuId eq null)', bad, "'u/'"],
    ['startswith(isOn,true)', bad, "'isOn'"],
  ])('%s', (text, code, words) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(words) }),
    );
  });
});
