import type { MeAnswer } from '../api/calls.ts';

export type Cloud = NonNullable<MeAnswer['tenant']>['cloud'];

/** How the admin article says the steps go in a cloud. */
export interface Flow {
  /** The boxes beside names: round in the worldwide admin center, square in the others. */
  readonly tickShape: 'circular' | 'square';
  /** Whether Billing > Licenses is there. */
  readonly hasLicensesPage: boolean;
  /** How one user's licenses are changed: boxes in a tab, or switches behind Edit. */
  readonly oneUser: 'tab' | 'editRow';
  /** Where several users' licenses are changed: behind More options, or in the pane Bulk actions. */
  readonly severalUsers: 'moreOptions' | 'bulkActions';
}

const earlier: Flow = {
  tickShape: 'square',
  hasLicensesPage: false,
  oneUser: 'editRow',
  severalUsers: 'bulkActions',
};

const flows: Readonly<Record<Cloud, Flow>> = {
  worldwide: {
    tickShape: 'circular',
    hasLicensesPage: true,
    oneUser: 'tab',
    severalUsers: 'moreOptions',
  },
  germany: earlier,
  '21vianet': earlier,
};

/** The flow of a cloud: nothing else in the portal asks which cloud it is. */
export function flowOf(cloud: Cloud): Flow {
  return flows[cloud];
}
