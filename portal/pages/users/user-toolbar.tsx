import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
} from '@fluentui/react-components';
import {
  ArrowClockwiseRegular,
  DeleteRegular,
  DismissRegular,
  MoreHorizontalRegular,
  PresenceBlockedRegular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { UserRow } from '../../api/calls.ts';
import { useMay } from '../../app/me.tsx';
import { useAddress } from '../../app/use-address.ts';
import { useWords } from '../../app/words.tsx';
import { useFlow } from '../../clouds/use-flow.ts';
import { RightButton } from '../../parts/right-button.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { FilterMenu } from './filter-menu.tsx';
import type { UserFilter } from './user-filters.ts';
import type { UserTask } from './user-tasks.tsx';

const useStyles = makeStyles({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXS,
    rowGap: tokens.spacingVerticalXS,
    alignItems: 'center',
  },
  space: { flexGrow: 1 },
});

interface UserToolbarProps {
  /** Who is ticked. */
  readonly users: readonly UserRow[];
  readonly search: string;
  readonly filter: UserFilter;
  readonly onTask: (task: UserTask) => void;
  readonly onRefresh: () => void;
  readonly onClear: () => void;
}

/** What can be done with the users who are ticked, and which of all are shown. */
export function UserToolbar(props: UserToolbarProps): ReactNode {
  const { users, search, filter, onTask, onRefresh, onClear } = props;
  const styles = useStyles();
  const { t, number } = useWords();
  const { write } = useAddress();
  const { severalUsers } = useFlow();
  const notNow = users.length === 0 ? t.licenses.tickFirst : null;
  const isBlocked = users.length > 0 && users.every(({ accountEnabled }) => !accountEnabled);
  return (
    <div className={styles.tools} role="toolbar" aria-label={t.users.tools}>
      <Button appearance="subtle" icon={<ArrowClockwiseRegular />} onClick={onRefresh}>
        {t.parts.refresh}
      </Button>
      <RightButton
        right="delete"
        appearance="subtle"
        icon={<DeleteRegular />}
        notNow={notNow}
        onClick={() => onTask('delete')}
      >
        {t.users.delete}
      </RightButton>
      <RightButton
        right="block"
        appearance="subtle"
        icon={<PresenceBlockedRegular />}
        notNow={notNow}
        onClick={() => onTask(isBlocked ? 'unblock' : 'block')}
      >
        {isBlocked ? t.users.unblock : t.users.block}
      </RightButton>
      {severalUsers === 'moreOptions' && (
        <MoreOptions notNow={notNow} onManage={() => onTask('licenses')} />
      )}
      <Text aria-live="polite">
        {users.length > 0 && t.table.ticked(users.length, number(users.length))}
      </Text>
      {users.length > 0 && (
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={t.table.clear}
          onClick={onClear}
        />
      )}
      <span className={styles.space} />
      <FilterMenu
        filter={filter}
        onFilter={(name) => write({ filter: name === 'all' ? null : name })}
      />
      <SearchField
        label={t.users.search}
        value={search}
        onChange={(value) => write({ search: value })}
      />
    </div>
  );
}

interface MoreOptionsProps {
  readonly notNow: string | null;
  readonly onManage: () => void;
}

function MoreOptions({ notNow, onManage }: MoreOptionsProps): ReactNode {
  const { t, list } = useWords();
  const { may, holders } = useMay('unassign');
  const why = may ? notNow : t.parts.onlyFor(list(holders.map((role) => t.roles.of(role))));
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          icon={<MoreHorizontalRegular />}
          aria-label={t.users.moreOptions}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem
            disabled={why !== null}
            {...(why !== null && { subText: why })}
            onClick={onManage}
          >
            {t.users.manageLicenses}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
