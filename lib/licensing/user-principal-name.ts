import { z } from 'zod';
import { isAddressable, notAddressable } from './ids.ts';

/** The name a user signs in with. Microsoft's limit: 64 characters, @, 48 characters. */
export const UserPrincipalName = z
  .string()
  .trim()
  .min(1)
  .max(113)
  .refine(isAddressable, notAddressable);

/** One that is chosen here, not taken as it is: a name at a domain. */
export const NewUserPrincipalName = UserPrincipalName.regex(
  /^[^@\s]+@[^@\s]+$/,
  'is no user principal name such as adele@contoso.com',
);
