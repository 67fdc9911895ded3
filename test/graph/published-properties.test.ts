import { expect, it } from 'vitest';
import { published } from '../../lib/graph/published/published.ts';
import { profileProperties } from '../../lib/operations/users/profile.ts';
import { publishedType } from './published-types.ts';

it.each(Object.keys(published))(
  'the properties of %s are those Microsoft publishes',
  async (name) => {
    const file = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    await expect(publishedType(name)).toMatchFileSnapshot(`../../lib/graph/published/${file}.ts`);
  },
);

it('what is kept of a profile is published', () => {
  const names = Object.keys(published.user);
  expect(profileProperties.filter((name) => !names.includes(name))).toEqual([]);
});
