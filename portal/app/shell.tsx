import { Link, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { Waiting } from '../parts/waiting.tsx';
import { Header } from './header.tsx';
import { useMe } from './me.tsx';
import { Navigation } from './navigation.tsx';
import { NotFound, pages } from './pages.tsx';
import { useWords } from './words.tsx';

const useStyles = makeStyles({
  shell: {
    height: '100%',
    display: 'grid',
    gridTemplateRows: 'auto minmax(0, 1fr)',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  skip: {
    position: 'absolute',
    left: tokens.spacingHorizontalM,
    top: '-100px',
    zIndex: 10,
    ':focus': {
      top: tokens.spacingVerticalS,
      backgroundColor: tokens.colorNeutralBackground1,
      padding: tokens.spacingHorizontalS,
    },
  },
  header: { gridColumn: '1 / -1' },
  main: {
    minWidth: 0,
    minHeight: 0,
    overflow: 'auto',
    display: 'flex',
    flexDirection: 'column',
    ':focus-visible': { outlineStyle: 'none' },
  },
});

/** What is around every page: the header, the navigation, and the page of the address. */
export function Shell(): ReactNode {
  const styles = useStyles();
  const { t } = useWords();
  const { tenant } = useMe();
  const [location] = useLocation();
  const [isNavigationOpen, setNavigationOpen] = useState(false);
  const name = location.slice(1);
  const Page = Object.entries(pages).find(([known]) => known === name)?.[1] ?? NotFound;
  return (
    <div className={styles.shell}>
      <Link
        className={styles.skip}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>('#main')?.focus();
        }}
      >
        {t.shell.skip}
      </Link>
      <div className={styles.header}>
        <Header onNavigation={() => setNavigationOpen(true)} />
      </div>
      <Navigation isOpen={isNavigationOpen} onClose={() => setNavigationOpen(false)} />
      <main id="main" tabIndex={-1} className={styles.main}>
        {tenant === null ? (
          <p>{t.shell.notSetUp}</p>
        ) : (
          <Suspense fallback={<Waiting />}>
            <Page />
          </Suspense>
        )}
      </main>
    </div>
  );
}
