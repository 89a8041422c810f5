import { Button, makeStyles, Title3, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular, ArrowRightRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useIsRightToLeft } from './use-is-right-to-left.ts';

const useStyles = makeStyles({
  header: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '8px' },
  titles: { flexGrow: 1, flexBasis: '200px', minWidth: '0', overflowWrap: 'anywhere' },
  title: { margin: '0' },
  sub: { color: tokens.colorNeutralForeground3 },
});

/** The head of a page below the first: the way back, what it is, and what can be done with all of it. */
export function PageHeader(props: {
  readonly title: string;
  readonly sub?: ReactNode;
  /** Path and name of the page that this one belongs to. */
  readonly back?: { readonly to: string; readonly label: string };
  readonly children?: ReactNode;
}) {
  const { title, sub, back, children } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const go = useNavigate();
  const isRightToLeft = useIsRightToLeft();
  return (
    <header className={styles.header}>
      {back && (
        <Button
          appearance="subtle"
          icon={isRightToLeft ? <ArrowRightRegular /> : <ArrowLeftRegular />}
          aria-label={t('backTo', { page: back.label })}
          title={back.label}
          onClick={() => void go(back.to)}
        />
      )}
      <div className={styles.titles}>
        <Title3 as="h2" className={styles.title} block>
          {title}
        </Title3>
        {sub !== undefined && <div className={styles.sub}>{sub}</div>}
      </div>
      {children}
    </header>
  );
}
