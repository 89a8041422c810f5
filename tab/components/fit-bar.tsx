import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useNumbers } from './numbers.ts';
import { usePageStyles } from './styles.ts';

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'center', gap: '8px' },
  number: { minWidth: '1.9em', fontVariantNumeric: 'tabular-nums' },
  track: {
    flexGrow: 1,
    minWidth: '40px',
    height: '6px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground6,
    // Seen only where colours are few.
    border: `1px solid ${tokens.colorTransparentStroke}`,
    overflow: 'hidden',
  },
  fill: { height: '100%', borderRadius: 'inherit', backgroundColor: tokens.colorCompoundBrandBackground },
});

/** A number of points, what they are of, and a small bar that shows it beside the most there can be. */
export function FitBar(props: { readonly value: number; readonly most: number; readonly label?: string }) {
  const { value, most, label } = props;
  const styles = useStyles();
  const page = usePageStyles();
  const number = useNumbers();
  return (
    <div className={styles.bar}>
      {label !== undefined && <Text className={page.quiet}>{label}</Text>}
      <Text className={styles.number}>{number(value)}</Text>
      <div className={styles.track} aria-hidden>
        <div className={styles.fill} style={{ width: `${most === 0 ? 0 : Math.min(100, (100 * value) / most)}%` }} />
      </div>
    </div>
  );
}
