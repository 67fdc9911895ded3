import type { User } from '../../licensing/user.ts';

/**
 * The properties of a user that are kept as a dump has them, to be read again under the same names; no rule looks at
 * them. Nothing secret, and nothing that is old the next day and acted on, such as sign-ins.
 */
export const profileProperties: readonly string[] = (
  'ageGroup businessPhones city companyName consentProvidedForMinor country creationType ' +
  'department employeeHireDate employeeId employeeLeaveDateTime employeeOrgData ' +
  'employeeType externalUserState externalUserStateChangeDateTime faxNumber givenName ' +
  'identities imAddresses isManagementRestricted isResourceAccount jobTitle ' +
  'lastPasswordChangeDateTime legalAgeGroupClassification mailNickname mobilePhone ' +
  'officeLocation onPremisesDistinguishedName onPremisesDomainName ' +
  'onPremisesExtensionAttributes onPremisesImmutableId onPremisesLastSyncDateTime ' +
  'onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier ' +
  'onPremisesUserPrincipalName otherMails passwordPolicies postalCode preferredDataLocation ' +
  'preferredLanguage provisionedPlans proxyAddresses securityIdentifier ' +
  'serviceProvisioningErrors showInAddressList signInSessionsValidFromDateTime state ' +
  'streetAddress surname'
).split(' ');

/** The profile of one user, in bytes: twenty of them have to fit one transaction. */
export const mostProfileBytes = 64 * 1024;

export type Profile = Readonly<Record<string, unknown>>;

/** What is known of a user's profile: a property that is not there is unknown, one that is null has no value. */
export function profileOf({ profile }: Pick<User, 'profile'>): Profile {
  const value: unknown = profile === null ? null : JSON.parse(profile);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A profile with what an entry of a dump says; what the entry leaves out stays as it was. */
export function profileWith(user: Pick<User, 'profile'>, entry: Profile): string | null {
  const known = profileOf(user);
  const kept = profileProperties.flatMap((name) => {
    const value = Object.hasOwn(entry, name) ? entry[name] : known[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept));
}

/** Whether a profile is more than a row keeps. */
export function isTooLargeProfile(profile: string | null): boolean {
  return profile !== null && Buffer.byteLength(profile) > mostProfileBytes;
}
