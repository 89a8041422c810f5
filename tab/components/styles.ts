import { makeStyles, tokens } from '@fluentui/react-components';

/** Shapes that pages share. Columns fold into one where the tab is narrow. */
export const usePageStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px', paddingTop: '16px' },
  tight: { display: 'flex', flexDirection: 'column', gap: '6px' },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))',
    gap: '16px',
  },
  top: { alignItems: 'start' },
  row: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'center' },
  /** Fields with their button beside them, on one line. */
  fields: { display: 'flex', flexWrap: 'wrap', gap: '8px', alignItems: 'end' },
  asked: { borderLeft: `4px solid ${tokens.colorBrandStroke1}` },
  quiet: { color: tokens.colorNeutralForeground3 },
  list: { listStyleType: 'none', margin: '0', padding: '0', display: 'flex', flexDirection: 'column', gap: '8px' },
  /** A list of sentences. */
  lines: { margin: '0', paddingInlineStart: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px',
    padding: '10px 12px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflowWrap: 'anywhere',
  },
  suggested: { border: `1px dashed ${tokens.colorNeutralStroke1}` },
  grow: { flexGrow: 1, flexBasis: '200px', minWidth: '0' },
  /** Below the line that unfolds it. */
  folded: { paddingTop: '6px' },
  /** Begins with a capital letter, whatever it is made of. */
  sentence: { '::first-letter': { textTransform: 'uppercase' } },
  tabs: { flexWrap: 'wrap' },
  summary: { cursor: 'pointer' },
  /** For those who hear the page rather than see it. */
  heard: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    margin: '-1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  /** Of a group of fields. */
  legend: { padding: '0', marginBottom: '8px', fontWeight: tokens.fontWeightSemibold },
  heading: { margin: '0', fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
});
