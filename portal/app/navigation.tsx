import {
  makeStyles,
  NavCategory,
  NavCategoryItem,
  NavDrawer,
  NavDrawerBody,
  NavItem,
  NavSubItem,
  NavSubItemGroup,
  tokens,
} from '@fluentui/react-components';
import { HomeRegular, PaymentRegular, PeopleRegular } from '@fluentui/react-icons';
import type { MouseEvent, ReactNode } from 'react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { PageName } from '../../lib/pages/page-names.ts';
import { useFlow } from '../clouds/use-flow.ts';
import { useIsNarrow } from './use-is-narrow.ts';
import { useWords } from './words.tsx';

const useStyles = makeStyles({
  drawer: {
    width: '228px',
    minHeight: 0,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: tokens.spacingVerticalS,
  },
});

interface NavigationProps {
  /** In a narrow window it comes when it is asked for. */
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The pages, as the admin centers order them. */
export function Navigation({ isOpen, onClose }: NavigationProps): ReactNode {
  const styles = useStyles();
  const { t } = useWords();
  const isNarrow = useIsNarrow();
  const { hasLicensesPage } = useFlow();
  const [location, navigate] = useLocation();
  const [openCategories, setOpenCategories] = useState(['users-category', 'billing-category']);
  const link = (page: PageName) => ({
    as: 'a' as const,
    href: `/${page}`,
    value: page,
    onClick: (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      navigate(`/${page}`);
      onClose();
    },
  });
  return (
    <NavDrawer
      type={isNarrow ? 'overlay' : 'inline'}
      open={!isNarrow || isOpen}
      onOpenChange={onClose}
      className={styles.drawer}
      aria-label={t.shell.navigation}
      selectedValue={location.slice(1)}
      openCategories={openCategories}
      multiple
      onNavCategoryItemToggle={(_, { value }) =>
        setOpenCategories((open) =>
          open.includes(value) ? open.filter((one) => one !== value) : [...open, value],
        )
      }
    >
      <NavDrawerBody>
        <NavItem icon={<HomeRegular />} {...link('')}>
          {t.nav.home}
        </NavItem>
        <NavCategory value="users-category">
          <NavCategoryItem icon={<PeopleRegular />}>{t.nav.users}</NavCategoryItem>
          <NavSubItemGroup>
            <NavSubItem {...link('users')}>{t.nav.activeUsers}</NavSubItem>
          </NavSubItemGroup>
        </NavCategory>
        {hasLicensesPage && (
          <NavCategory value="billing-category">
            <NavCategoryItem icon={<PaymentRegular />}>{t.nav.billing}</NavCategoryItem>
            <NavSubItemGroup>
              <NavSubItem {...link('licenses')}>{t.nav.licenses}</NavSubItem>
            </NavSubItemGroup>
          </NavCategory>
        )}
      </NavDrawerBody>
    </NavDrawer>
  );
}
