import {
  Menu,
  MenuButton,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { FilterRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useWords } from '../../app/words.tsx';
import type { UserFilter } from './user-filters.ts';
import { toUserFilter, userFilters } from './user-filters.ts';

interface FilterMenuProps {
  readonly filter: UserFilter;
  readonly onFilter: (filter: UserFilter) => void;
}

export function FilterMenu({ filter, onFilter }: FilterMenuProps): ReactNode {
  const { t } = useWords();
  return (
    <Menu
      checkedValues={{ filter: [filter] }}
      onCheckedValueChange={(_, { checkedItems }) =>
        onFilter(toUserFilter(checkedItems[0] ?? null))
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuButton appearance="subtle" icon={<FilterRegular />}>
          {filter === 'all' ? t.users.filter : `${t.users.filter}: ${t.users.filters[filter]}`}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {userFilters.map((name) => (
            <MenuItemRadio key={name} name="filter" value={name}>
              {t.users.filters[name]}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
