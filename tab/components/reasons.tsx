import { makeStyles, Tag } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Reason } from '../../bot/http/contract/contract.ts';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: '4px' } });

/** `data-literacy` → `Data literacy`, where only the key is at hand. */
export const topicLabel = (key: string): string => `${key.charAt(0).toUpperCase()}${key.slice(1).replaceAll('-', ' ')}`;

/** Why two people were matched, each reason a tag. */
export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const tags = reasons.flatMap((reason) => {
    switch (reason.kind) {
      case 'shared-topics':
        return reason.topics.map(topicLabel);
      case 'seniority-gap':
        return [t('reasons.seniority-gap', { count: reason.levels })];
      case 'shared-hours':
        return [t('reasons.shared-hours', { hours: reason.hours })];
      default:
        return [t(`reasons.${reason.kind}`)];
    }
  });
  return (
    <div className={styles.row}>
      {tags.map((tag) => (
        <Tag key={tag} size="small" appearance="outline">
          {tag}
        </Tag>
      ))}
    </div>
  );
}
