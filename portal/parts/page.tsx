import { makeStyles, Title2, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useEffect } from 'react';

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    flexGrow: 1,
    minHeight: 0,
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL} 0`,
    '@media (max-width: 760px)': { paddingInline: tokens.spacingHorizontalM },
  },
  top: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalL,
  },
  aside: { color: tokens.colorNeutralForeground2 },
});

interface PageProps {
  readonly title: string;
  /** Above the title: where one came from. */
  readonly above?: ReactNode;
  /** Beside the title, such as how many there are. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A page with its title, which is also the title of the window. */
export function Page({ title, above, aside, children }: PageProps): ReactNode {
  const styles = useStyles();
  useEffect(() => {
    document.title = `${title} - Unseat`;
  }, [title]);
  return (
    <div className={styles.page}>
      {above}
      <div className={styles.top}>
        <Title2 as="h1">{title}</Title2>
        <span className={styles.aside}>{aside}</span>
      </div>
      {children}
    </div>
  );
}
