import { companySubscription } from './company-subscription.ts';
import { domain } from './domain.ts';
import { group } from './group.ts';
import { licenseDetails } from './license-details.ts';
import { organization } from './organization.ts';
import { subscribedSku } from './subscribed-sku.ts';
import { user } from './user.ts';

/** The properties and relationships Microsoft publishes for what is answered here. */
export const published = {
  companySubscription,
  domain,
  group,
  licenseDetails,
  organization,
  subscribedSku,
  user,
};
