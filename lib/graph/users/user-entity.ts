import type { Products } from '../../licensing/products/product.ts';
import type { User } from '../../licensing/user.ts';
import type { GraphAnswer, GraphRequest } from '../graph-request.ts';
import { withContext } from '../graph-request.ts';
import type { Entity } from '../odata/matches.ts';
import { parseSelect, selectedContext } from '../odata/select.ts';
import { profileOf, profileProperties } from '../../operations/users/profile.ts';
import { unsupportedQuery } from '../graph-error.ts';
import { defaultProperties, makerOf, propertyOf } from './user-properties.ts';

/** What a change answers: the default properties and those it is about. */
const changedProperties = [
  ...defaultProperties,
  'accountEnabled',
  'usageLocation',
  'assignedLicenses',
  'assignedPlans',
];

/** The properties a request selects of users. */
export function selectUser(text: string | null): readonly string[] | null {
  return parseSelect(text, 'user');
}

/** A user as it is answered. */
export function userEntity(
  user: User,
  products: Products,
  select: readonly string[] | null,
): Record<string, unknown> {
  const names = select ?? defaultProperties;
  return Object.fromEntries(names.map((name) => [name, propertyOf(user, products, name)]));
}

/**
 * A user as a filter looks at it: what is kept, each made when it is asked for.
 * @throws GraphError when a filter asks for what no dump has said of this user: not known is not the same as without
 */
export function filteredUser(user: User, products: Products): Entity {
  return new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_, name) => {
        if (typeof name !== 'string') return undefined;
        const kept = makerOf(name);
        if (kept !== undefined) return kept(user, products);
        return profileProperties.includes(name) ? knownOf(user, name) : undefined;
      },
    },
  );
}

function knownOf(user: User, name: string): unknown {
  const profile = profileOf(user);
  if (Object.hasOwn(profile, name)) return profile[name];
  throw unsupportedQuery(
    `the property '${name}' of user in $filter: the import of user ${user.id} did not say it. Import users with it selected.`,
  );
}

/** One user with its context. */
export function userAnswer(
  request: GraphRequest,
  user: User,
  products: Products,
  select: readonly string[] | null,
): GraphAnswer {
  const context = `${selectedContext('users', select)}/$entity`;
  return withContext(request, context, userEntity(user, products, select));
}

/** A user after a change. */
export function changedUserAnswer(
  request: GraphRequest,
  user: User,
  products: Products,
): GraphAnswer {
  return withContext(request, 'users/$entity', userEntity(user, products, changedProperties));
}

/** A user among other things of the directory says what it is. */
export function directoryObjectAnswer(
  request: GraphRequest,
  user: User,
  products: Products,
  select: readonly string[] | null,
): GraphAnswer {
  return withContext(request, 'directoryObjects/$entity', {
    '@odata.type': '#microsoft.graph.user',
    ...userEntity(user, products, select),
  });
}
