import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { allRefusals } from '../../lib/refusals/all.ts';
import { noSeatsAvailable, productNotForUsers } from '../../lib/refusals/licenses.ts';
import { userUnderHold } from '../../lib/refusals/held-data.ts';
import { tokenSentences, unauthenticated } from '../../lib/refusals/unauthenticated.ts';
import { fillSentence, namesIn } from '../../lib/refusals/sentence.ts';
import { skuId } from '../../simulation/builders/products.ts';
import { userId } from '../../simulation/builders/users.ts';

describe('The closed list of refusals', () => {
  it('tells each code from all others', () => {
    const codes = allRefusals.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)]);
  });

  it('has every room of lib/refusals', async () => {
    const listed = new Set(allRefusals);
    for (const file of readdirSync('lib/refusals')) {
      const room: Record<string, unknown> = await import(`../../lib/refusals/${file}`);
      const specs = Object.values(room).filter(
        (value) => value !== null && Object(value) === value && 'sentence' in Object(value),
      );
      expect([file, specs.filter((spec) => ![...listed].some((one) => one === spec))]).toEqual([
        file,
        [],
      ]);
    }
  });

  it.each(allRefusals.map((spec) => [spec.code, spec] as const))(
    '%s says only what is among its parameters',
    (code, { sentence, parameters }) => {
      const { properties } = z.toJSONSchema(parameters(), { unrepresentable: 'any' });
      const named = code === 'unauthenticated' ? [] : namesIn(sentence);
      expect(named.filter((name) => !(name in (properties ?? {})))).toEqual([]);
    },
  );
});

describe('A refusal', () => {
  it('carries its code, its parameters and a sentence filled with them', () => {
    const error = userUnderHold({ userId: userId(1), holdIds: ['case-1', 'case-2'] });
    expect(error).toMatchObject({
      kind: 'conflict',
      code: 'userUnderHold',
      status: 409,
      parameters: { userId: userId(1), holdIds: ['case-1', 'case-2'] },
      message: `User '${userId(1)}' is under the hold 'case-1', 'case-2', so its data can't be deleted.`,
    });
  });

  it('says a sentence for each entry of a list', () => {
    const short = { skuId: skuId('E3'), skuPartNumber: 'SPE_E3', missing: 2 };
    const error = noSeatsAvailable({ products: [short, { ...short, skuPartNumber: 'B' }] });
    expect(error.message).toMatch(
      /^Subscription .* \(SPE_E3\) does not .*: 2 more needed, Subscription .* \(B\) does not .*\.$/,
    );
  });

  it('of a request in itself is invalidRequest, with the code beside the input', () => {
    const error = productNotForUsers({ skuId: skuId('E3') }, 'licenses');
    expect(error).toMatchObject({
      code: 'invalidRequest',
      status: 400,
      target: 'licenses',
      details: [
        {
          code: 'productNotForUsers',
          target: 'licenses',
          parameters: { skuId: skuId('E3') },
          message: error.message,
        },
      ],
    });
  });

  it('of a token has its reason among the parameters', () => {
    expect(unauthenticated('claimWrong', { claim: 'aud' })).toMatchObject({
      code: 'unauthenticated',
      message: tokenSentences.claimWrong.replace('{claim}', 'aud'),
      parameters: { reason: 'claimWrong', claim: 'aud' },
    });
  });

  it('never says a sentence with a hole in it', () => {
    expect(() => fillSentence('There is {count}.', {})).toThrow("no 'count' to say");
    expect(() => fillSentence('There are {#all}{.}{/all}.', { all: 1 })).toThrow('is no list');
  });
});
