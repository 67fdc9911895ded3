import type { UnseatError } from '../../../errors.ts';
import { rowDamaged } from '../../../refusals/service.ts';
import type { DamagedRowError } from '../../../storage/rows/document.ts';

/** 500: what is asked needs a row that can't be read, and nothing is decided on it. */
export function damagedRefusal(error: DamagedRowError): UnseatError {
  const { key } = error;
  const words = `${error.message} Nothing is decided on it.`;
  return rowDamaged({ key }, { words, way: { kind: 'restoreRow', key }, cause: error });
}
