import { makeStyles, SearchBox } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({ box: { width: '260px', maxWidth: '100%' } });

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Narrows a list while one types. */
export function SearchField({ label, value, onChange }: SearchFieldProps): ReactNode {
  const styles = useStyles();
  return (
    <SearchBox
      className={styles.box}
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(_, data) => onChange(data.value)}
    />
  );
}
