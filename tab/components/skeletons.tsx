import { makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Card } from './card.tsx';
import { usePageStyles } from './styles.ts';

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', gap: '10px' },
  short: { width: '40%' },
});

/** The shape of cards that are being fetched. */
export function CardSkeletons({ count = 2 }: { readonly count?: number }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  return (
    <Skeleton aria-label={t('loading')} className={styles.columns}>
      {Array.from({ length: count }, (_, index) => (
        <Card key={index} className={own.lines}>
          <SkeletonItem size={20} className={own.short} />
          <SkeletonItem size={16} />
          <SkeletonItem size={16} />
        </Card>
      ))}
    </Skeleton>
  );
}

/** The shape of rows that are being fetched. */
export function RowSkeletons({ count = 6 }: { readonly count?: number }) {
  const { t } = useTranslation();
  const own = useStyles();
  return (
    <Skeleton aria-label={t('loading')} className={own.lines}>
      {Array.from({ length: count }, (_, index) => (
        <SkeletonItem key={index} size={40} />
      ))}
    </Skeleton>
  );
}
