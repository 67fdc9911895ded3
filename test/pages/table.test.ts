import { describe, expect, it } from 'vitest';
import { fromSorting, sortRows, toSorting } from '../../portal/parts/data-table/sort-rows.ts';
import { between, clear, tick } from '../../portal/parts/data-table/ticks.ts';
import { matches } from '../../portal/parts/search-rows.ts';

describe('Ticks', () => {
  it('stop at the most that may be ticked, in the order they come', () => {
    expect([...tick(new Set(['a']), ['a', 'b', 'c', 'd'], 3)]).toEqual(['a', 'b', 'c']);
  });

  it('are cleared one by one', () => {
    expect([...clear(new Set(['a', 'b', 'c']), ['b'])]).toEqual(['a', 'c']);
  });

  it('of a range are the same from either end', () => {
    expect(between(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['b', 'c', 'd']);
    expect(between(['a', 'b', 'c', 'd'], 1, 3)).toEqual(['b', 'c', 'd']);
  });
});

describe('Sorted rows', () => {
  const columns = [
    {
      id: 'name',
      header: '',
      width: '',
      cell: () => null,
      sortBy: ({ name }: { name: string | null }) => name,
    },
  ];
  const rows = ['Östlund', 'adam', null, 'Zoe', 'item 10', 'item 9'].map((name) => ({ name }));
  const sorted = (text: string, language: string) =>
    sortRows(rows, columns, toSorting(text), language).map(({ name }) => name);

  it('are in the order of the language, numbers as numbers, and what has none comes last', () => {
    expect(sorted('name', 'en')).toEqual(['adam', 'item 9', 'item 10', 'Östlund', 'Zoe', null]);
    expect(sorted('-name', 'en')).toEqual(['Zoe', 'Östlund', 'item 10', 'item 9', 'adam', null]);
  });

  it('stay as they came when the address names no column there is', () => {
    expect(sorted('nothing', 'en')).toEqual(rows.map(({ name }) => name));
  });

  it('say their order in the address', () => {
    expect(fromSorting({ column: 'name', isDescending: true })).toBe('-name');
    expect(toSorting('-name')).toEqual({ column: 'name', isDescending: true });
    expect(toSorting(null)).toBeNull();
  });
});

describe('A search', () => {
  const person = ['Sanne Visser', 'sanne.visser@fabrikam.com'];
  it.each(['visser', 'SAN', 'vis san', 'sanne.vis', 'fabrikam', ''])(
    'finds her by "%s"',
    (typed) => {
      expect(matches(person, typed)).toBe(true);
    },
  );
  it.each(['isser', 'visser jan'])('does not find her by "%s"', (typed) => {
    expect(matches(person, typed)).toBe(false);
  });
  it('takes letters without their accents', () => {
    expect(matches(['Médiathèque d’entreprise'], 'mediatheque entr')).toBe(true);
  });
});
