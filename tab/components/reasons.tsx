import { makeStyles, tokens } from '@fluentui/react-components';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Reason } from '../../bot/http/contract/reason.ts';

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: '4px' },
  /** As Fluent's small tag, which is too much to draw for thousands of them. */
  tag: {
    padding: '1px 7px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

/** Why two people were matched, each reason a tag. */
export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.row}>
      {reasonTexts(reasons, t).map((text) => (
        <span key={text} className={styles.tag}>
          {text}
        </span>
      ))}
    </div>
  );
}

/** Reasons in a few words each; one for every topic. */
export const reasonTexts = (reasons: readonly Reason[], t: TFunction): readonly string[] =>
  reasons.flatMap((reason) => {
    switch (reason.kind) {
      case 'shared-topics':
        return [...reason.topics, ...privateOnes(reason.privateTopics, t)];
      case 'seniority-gap':
        return [t('reasons.seniority-gap', { count: reason.levels })];
      case 'shared-hours':
        return [t('reasons.shared-hours', { hours: reason.hours })];
      case 'has-mentored':
        return [t('reasons.has-mentored', { count: reason.pairings })];
      default:
        return [t(`reasons.${reason.kind}`)];
    }
  });

/** A word for topics that are counted and not named; nothing where there are none. */
export const privateOnes = (count: number, t: TFunction): readonly string[] =>
  count > 0 ? [t('privateTopics', { count })] : [];
