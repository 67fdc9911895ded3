import { makeStyles, tokens } from '@fluentui/react-components';

/** The height of a row in pixels: what is far away is reckoned with it. */
export const rowHeight = 44;

export const useTableStyles = makeStyles({
  scroll: {
    flexGrow: 1,
    minHeight: '160px',
    overflow: 'auto',
    position: 'relative',
    outlineOffset: '-2px',
  },
  header: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  cells: {
    display: 'grid',
    alignItems: 'center',
    minHeight: `${rowHeight}px`,
    columnGap: tokens.spacingHorizontalM,
    boxSizing: 'border-box',
    paddingInlineEnd: tokens.spacingHorizontalM,
  },
  row: {
    position: 'absolute',
    insetInline: 0,
    top: 0,
    height: `${rowHeight}px`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
    },
  },
  opens: { cursor: 'pointer' },
  ticked: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Selected },
  },
  cell: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  tickCell: { display: 'grid', placeItems: 'center', height: '100%', width: '44px' },
  headerButton: {
    justifyContent: 'flex-start',
    paddingInline: 0,
    minWidth: 0,
    fontWeight: tokens.fontWeightSemibold,
  },
  headerText: { fontWeight: tokens.fontWeightSemibold },
  body: { position: 'relative' },
  empty: {
    display: 'grid',
    placeItems: 'center',
    textAlign: 'center',
    padding: tokens.spacingVerticalXXXL,
    rowGap: tokens.spacingVerticalM,
    color: tokens.colorNeutralForeground2,
  },
  skeleton: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}` },
});
