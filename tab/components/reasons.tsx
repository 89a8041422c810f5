import { makeStyles, Tag } from '@fluentui/react-components';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Reason } from '../../bot/http/contract/contract.ts';

const useStyles = makeStyles({ row: { display: 'flex', flexWrap: 'wrap', gap: '4px' } });

/** Why two people were matched, each reason a tag. */
export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const tags = reasons.flatMap((reason) => {
    switch (reason.kind) {
      case 'shared-topics':
        return [...reason.topics, ...privateOnes(reason.privateTopics, t)];
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

/** A word for topics that are counted and not named; nothing where there are none. */
export const privateOnes = (count: number, t: TFunction): readonly string[] =>
  count > 0 ? [t('privateTopics', { count })] : [];
