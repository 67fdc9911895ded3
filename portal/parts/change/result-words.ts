import { useProductNames } from '../../api/product-names.ts';
import type { Words } from '../../app/words.tsx';
import { useWords } from '../../app/words.tsx';
import type { PersonResult } from './change.ts';

type License = PersonResult['licenses'][number];
type Data = PersonResult['data'][number];

interface ResultWords extends Words {
  readonly productName: (partNumber: string) => string;
}

/** Says the result of one person in sentences: licenses first, then each service, then the Office apps. */
export function useResultWords(): {
  readonly linesOf: (result: PersonResult) => readonly string[];
} {
  const words = { ...useWords(), productName: useProductNames() };
  return {
    linesOf: (result) => {
      if (result.error !== null) return [result.error.message];
      return [
        ...result.licenses.map((license) => licenseLine(license, words)),
        ...result.data.map((data) => dataLine(data, words)),
        ...(result.officeApps === 'unlicensedProduct' && result.status === 'changed'
          ? [words.t.consequences.officeUnlicensed]
          : []),
      ];
    },
  };
}

function licenseLine(
  { outcome, skuPartNumber, groups }: License,
  { t, list, productName }: ResultWords,
): string {
  const product = productName(skuPartNumber);
  const through = list(groups.map(({ displayName }) => displayName));
  return t.consequences.outcomes[outcome](product, through);
}

function dataLine(data: Data, words: ResultWords): string {
  const { t, moment, number, bytes, list, productName } = words;
  const service = t.services[data.service];
  const size = [
    ...(data.itemCount === null
      ? []
      : [t.consequences.items(data.itemCount, number(data.itemCount))]),
    ...(data.sizeBytes === null ? [] : [bytes(data.sizeBytes)]),
  ].join(', ');
  const what = size === '' ? service : `${service} (${size})`;
  const { staysBecause, until } = data;
  if (staysBecause?.reason === 'otherLicense' || staysBecause?.reason === 'group') {
    const licenses = staysBecause.licenses.map(({ skuPartNumber }) => productName(skuPartNumber));
    return t.consequences.staysByLicense(what, list(licenses));
  }
  if (staysBecause?.reason === 'hold') return t.consequences.staysByHold(what);
  return until === null
    ? t.consequences.states[data.state](what)
    : t.consequences.until[data.state](what, moment(until));
}
