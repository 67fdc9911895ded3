import type { Texts } from '../en.ts';

export const licenses: Texts['licenses'] = {
  intro:
    'Selecteer een product om licenties te bekijken en toe te wijzen. Elk product heeft licenties voor een aantal gebruikers.',
  count: (count, shown) => (count === 1 ? '1 product' : `${shown} producten`),
  none: 'Deze tenant heeft nog geen producten.',
  otherPage:
    'Het beheercentrum van deze cloud heeft geen pagina Licenties. Licenties trekt u in bij Gebruikers > Actieve gebruikers.',
  product: 'Product',
  available: 'Beschikbaar aantal',
  assigned: 'Toegewezen licenties',
  way: 'Waar u bent',
  holders: (product) => `Gebruikers met ${product}`,
  nobody: 'Niemand heeft dit product.',
  assignedHow: 'Toegewezen',
  direct: 'Rechtstreeks',
  group: (groups) => `Via ${groups}`,
  directAndGroup: (groups) => `Rechtstreeks, en via ${groups}`,
  tickFirst: 'Selecteer eerst gebruikers.',
  noMore: (most) => `U kunt van maximaal ${most} gebruikers tegelijk licenties intrekken.`,
  unassign: 'Licenties intrekken',
  unassignButton: 'Intrekken',
  lose: (count, shown, product) =>
    count === 1 ? `1 gebruiker verliest ${product}.` : `${shown} gebruikers verliezen ${product}.`,
  until: 'Tot dan komt alles terug zodra ze weer een licentie krijgen.',
};
