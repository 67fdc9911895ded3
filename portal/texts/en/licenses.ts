export const licenses = {
  intro:
    'Select a product to view and assign licenses. Each product has licenses for a number of users.',
  count: (count: number, shown: string) => (count === 1 ? '1 product' : `${shown} products`),
  none: 'This tenant has no products yet.',
  otherPage:
    'The admin center of this cloud has no page Licenses. Licenses are taken away at Users > Active users.',
  product: 'Product',
  available: 'Available quantity',
  assigned: 'Assigned licenses',
  way: 'Where you are',
  holders: (product: string) => `Users with ${product}`,
  nobody: 'Nobody has this product.',
  assignedHow: 'Assigned',
  direct: 'Direct',
  group: (groups: string) => `Through ${groups}`,
  directAndGroup: (groups: string) => `Direct, and through ${groups}`,
  tickFirst: 'Select users first.',
  noMore: (most: string) => `You can unassign up to ${most} users at a time.`,
  unassign: 'Unassign licenses',
  unassignButton: 'Unassign',
  lose: (count: number, shown: string, product: string) =>
    count === 1 ? `1 user is to lose ${product}.` : `${shown} users are to lose ${product}.`,
  until: 'Until then it comes back when they are given a license again.',
};
