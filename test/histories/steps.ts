import fc from 'fast-check';
import type { OperationId } from '../../lib/licensing/ids.ts';
import { services as allServices } from '../../lib/licensing/products/service.ts';
import type { ProductName } from '../../simulation/builders/products.ts';
import { productNames } from '../../simulation/builders/products.ts';

/** Who the histories are about. */
export const people = [
  { direct: ['E3'], inherited: [], isSynced: false },
  { direct: ['E3', 'EXCHANGE_P1'], inherited: ['POWER_BI'], isSynced: false },
  { direct: ['EXCHANGE_P1', 'ARCHIVE'], inherited: [], isSynced: false },
  { direct: ['E3'], inherited: ['E3'], isSynced: true },
  { direct: ['EXCHANGE_P1'], inherited: [], inError: ['E3', 'EXCHANGE_P1'], isSynced: false },
] as const;
/** Paid seats of every product at the beginning. */
export const seats = 3;
export const day = 24 * 60 * 60 * 1000;

const who = fc.integer({ min: 0, max: people.length - 1 });
const anyProduct = fc.constantFrom(...productNames);
const some = fc.uniqueArray(anyProduct, { minLength: 1, maxLength: 3 });
export const anyStep = fc.oneof(
  fc.record({
    kind: fc.constant('licensesPage'),
    users: fc.uniqueArray(who, { minLength: 1 }),
    product: anyProduct,
  }),
  fc.record({ kind: fc.constant('activeUser'), user: who, products: some }),
  fc.record({ kind: fc.constant('activeUsers'), users: fc.uniqueArray(who, { minLength: 1 }) }),
  fc.record({ kind: fc.constant('assign'), user: who, products: some }),
  fc.record({ kind: fc.constant('delete'), user: who }),
  fc.record({ kind: fc.constant('restore'), user: who }),
  fc.record({ kind: fc.constant('undo'), back: fc.nat({ max: 5 }) }),
  fc.record({ kind: fc.constant('placeHold'), user: who, hold: fc.constantFrom('a', 'b') }),
  fc.record({ kind: fc.constant('liftHold'), user: who, hold: fc.constantFrom('a', 'b') }),
  fc.record({ kind: fc.constant('seats'), product: anyProduct, enabled: fc.nat({ max: 4 }) }),
  fc.record({ kind: fc.constant('oneDriveDays'), days: fc.integer({ min: 30, max: 90 }) }),
  fc.record({ kind: fc.constant('putItem'), user: who, service: fc.constantFrom(...allServices) }),
  fc.record({
    kind: fc.constant('move'),
    days: fc.integer({ min: 1, max: 40 }),
    sweeps: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('moveToNextDue'), early: fc.boolean() }),
);
export type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never;

/** An operation that took licenses, for an undo. */
export interface Taken {
  readonly operationId: OperationId;
  readonly licenses: readonly {
    readonly user: number;
    readonly products: readonly ProductName[];
  }[];
  isUndone: boolean;
}

/** The value at a place that is there. */
export function at<Value>(values: readonly Value[], index: number): Value {
  const value = values[index];
  if (value === undefined) throw new RangeError(`nothing at ${index}`);
  return value;
}
