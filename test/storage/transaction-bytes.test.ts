import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesOverTransaction,
  maxTransactionBytes,
  transactionBytes,
} from '../../lib/storage/sizes.ts';
import type { Write } from '../../lib/storage/tables.ts';

function rows(count: number, text: string): readonly Write[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'put',
    key: `K~${index}`,
    properties: { doc: text },
  }));
}

describe('The bytes over a transaction', () => {
  it('are those of one that is sent with more than 4 MiB, whatever its characters take', () => {
    for (const character of ['x', '"', '\u0000', 'é', '漢', '😀', '\ud800']) {
      const write = rows(20, character.repeat(32_000 / character.length));
      for (let count = 1; count <= 20; count += 1) {
        const sent = transactionBytes(write.slice(0, count));
        const expected = sent > maxTransactionBytes ? sent : null;
        expect(bytesOverTransaction(write.slice(0, count))).toBe(expected);
      }
    }
  });

  it('are none of a short one, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 }), (texts) => {
        expect(bytesOverTransaction(texts.flatMap((text) => rows(1, text)))).toBeNull();
      }),
    );
  });
});
