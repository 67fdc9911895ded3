import {
  Avatar,
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  tokens,
  Tooltip,
} from '@fluentui/react-components';
import {
  NavigationRegular,
  SignOutRegular,
  WeatherMoonRegular,
  WeatherSunnyRegular,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useMe } from './me.tsx';
import { languages, usePreferences } from './preferences.tsx';
import { useSignOut } from './sign-in/session-context.tsx';
import { useIsNarrow } from './use-is-narrow.ts';
import { useWords } from './words.tsx';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    height: '48px',
    paddingInline: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  tenant: {
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    minWidth: 0,
  },
  space: { flexGrow: 1 },
});

/** The bar at the top: where one is, and how one likes to see it. */
export function Header({ onNavigation }: { readonly onNavigation: () => void }): ReactNode {
  const styles = useStyles();
  const { t } = useWords();
  const { tenant } = useMe();
  const isNarrow = useIsNarrow();
  return (
    <header className={styles.header}>
      {isNarrow && (
        <Button
          appearance="subtle"
          icon={<NavigationRegular />}
          aria-label={t.shell.navigation}
          onClick={onNavigation}
        />
      )}
      <Text weight="semibold" size={400}>
        Unseat
      </Text>
      {tenant !== null && (
        <Text className={styles.tenant}>
          {`${tenant.displayName} (${t.clouds.of(tenant.cloud)})`}
        </Text>
      )}
      <span className={styles.space} />
      <LanguageSwitch />
      <ThemeSwitch />
      <Account />
    </header>
  );
}

function LanguageSwitch(): ReactNode {
  const { t } = useWords();
  const { language, setLanguage } = usePreferences();
  const other = languages.find((known) => known !== language) ?? 'en';
  return (
    <Button appearance="subtle" lang={other} onClick={() => setLanguage(other)}>
      {t.shell.otherLanguage}
    </Button>
  );
}

function ThemeSwitch(): ReactNode {
  const { t } = useWords();
  const { theme, setTheme } = usePreferences();
  const isDark = theme === 'dark';
  return (
    <Tooltip content={isDark ? t.shell.light : t.shell.dark} relationship="label">
      <Button
        appearance="subtle"
        icon={isDark ? <WeatherSunnyRegular /> : <WeatherMoonRegular />}
        onClick={() => setTheme(isDark ? 'light' : 'dark')}
      />
    </Tooltip>
  );
}

function Account(): ReactNode {
  const { t } = useWords();
  const { caller } = useMe();
  const signOut = useSignOut();
  const name = caller.name ?? caller.id;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          icon={<Avatar size={28} aria-hidden />}
          aria-label={t.shell.account(name)}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem icon={<SignOutRegular />} onClick={signOut}>
            {t.shell.signOut}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
