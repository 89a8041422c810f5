import { createFocusOutlineStyle, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { usePageLink } from './page-link.tsx';

const useStyles = makeStyles({
  ways: { display: 'flex', flexWrap: 'wrap' },
  below: { flexDirection: 'column', flexWrap: 'nowrap' },
  way: {
    position: 'relative',
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    padding: '12px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textDecorationLine: 'none',
    ':hover': { color: tokens.colorNeutralForeground2Hover },
    // The line that marks it.
    '::before': {
      content: '""',
      position: 'absolute',
      insetBlock: 'auto 0',
      insetInline: '12px',
      height: tokens.strokeWidthThicker,
      borderRadius: tokens.borderRadiusCircular,
    },
    ':hover::before': { backgroundColor: tokens.colorNeutralStroke1Hover },
    ...createFocusOutlineStyle(),
  },
  tight: { padding: '6px 8px', '::before': { insetInline: '8px', height: tokens.strokeWidthThick } },
  line: {
    padding: '6px 12px',
    '::before': { insetBlock: '8px', insetInline: '0 auto', width: tokens.strokeWidthThicker, height: 'auto' },
  },
  here: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    ':hover': { color: tokens.colorNeutralForeground1Hover },
    '::before': { backgroundColor: tokens.colorCompoundBrandStroke },
    ':hover::before': { backgroundColor: tokens.colorCompoundBrandStrokeHover },
    '@media (forced-colors: active)': { '::before': { backgroundColor: 'Highlight' } },
  },
  // Has room for itself in bold, so that none moves when another is opened.
  name: {
    '::after': {
      content: 'attr(data-name)',
      display: 'block',
      height: '0',
      visibility: 'hidden',
      fontWeight: tokens.fontWeightSemibold,
    },
  },
});

/** How ways are laid out: in a row, in a tight row, or one below the other. */
type Layout = 'row' | 'tight' | 'below';

/** A page that can be gone to. */
export interface Way {
  readonly to: string;
  readonly name: string;
  /** It is open. */
  readonly isHere: boolean;
  readonly icon?: ReactNode;
  /** What follows its name, as a count. */
  readonly after?: ReactNode;
}

/**
 * The ways between pages that stand side by side. Links, for that is what they are; Fluent's tabs would bring all of its leading
 * of the focus into the first load.
 */
export function Ways(props: {
  readonly label: string;
  readonly ways: readonly Way[];
  readonly layout?: Layout;
  readonly className?: string;
}) {
  const { label, ways, layout = 'row', className } = props;
  const styles = useStyles();
  return (
    <nav aria-label={label} className={mergeClasses(styles.ways, layout === 'below' && styles.below, className)}>
      {ways.map((way) => (
        <OneWay key={way.to} way={way} layout={layout} />
      ))}
    </nav>
  );
}

function OneWay({ way, layout }: { readonly way: Way; readonly layout: Layout }) {
  const { to, name, isHere, icon, after } = way;
  const styles = useStyles();
  return (
    <a
      {...usePageLink(to)}
      aria-current={isHere ? 'page' : undefined}
      className={mergeClasses(
        styles.way,
        layout === 'tight' && styles.tight,
        layout === 'below' && styles.line,
        isHere && styles.here,
      )}
    >
      {icon}
      <span className={styles.name} data-name={name}>
        {name}
      </span>
      {after}
    </a>
  );
}
