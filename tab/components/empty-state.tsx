import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: '8px',
    padding: '32px 16px',
    textAlign: 'center',
    maxWidth: '520px',
    marginInline: 'auto',
    overflowWrap: 'anywhere',
  },
  icon: { fontSize: '40px', lineHeight: '1', color: tokens.colorBrandForeground1 },
  text: { color: tokens.colorNeutralForeground2 },
});

/** Where nothing is yet: what will be here, when, and what can be done about it. */
export function EmptyState(props: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly text: string;
  /** What can be done, as a button or link. */
  readonly children?: ReactNode;
}) {
  const { icon, title, text, children } = props;
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      {icon !== undefined && (
        <span className={styles.icon} aria-hidden>
          {icon}
        </span>
      )}
      <Text as="p" weight="semibold" size={400} block>
        {title}
      </Text>
      <Text as="p" block className={styles.text}>
        {text}
      </Text>
      {children}
    </div>
  );
}
