import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { WhatIf } from '../../../../bot/http/contract/what-if.ts';
import { useNumbers } from '../../../components/numbers.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { keyOf } from './decide.ts';

type Possible = Extract<WhatIf, { kind: 'possible' }>;

/** What pairing two people would cost the others, and whom it would move. */
export function Price({ answer }: { readonly answer: Possible }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const number = useNumbers();
  const { placed, totalFit, removed, added } = answer;
  const people = { count: Math.abs(placed) };
  const fit = { fit: number(Math.abs(totalFit)) };
  return (
    <>
      <Text>
        {placed === 0
          ? t('matching.price.placedSame')
          : placed < 0
            ? t('matching.price.placedFewer', people)
            : t('matching.price.placedMore', people)}{' '}
        {totalFit === 0
          ? t('matching.price.fitSame')
          : totalFit < 0
            ? t('matching.price.fitFalls', fit)
            : t('matching.price.fitRises', fit)}
      </Text>
      {removed.length + added.length === 0 ? (
        <Text className={styles.quiet}>{t('matching.price.nobodyMoves')}</Text>
      ) : (
        <ul className={styles.lines} aria-label={t('matching.price.moves')}>
          {removed.map((one) => (
            <li key={keyOf(one)}>
              {t('matching.price.goes', { mentor: one.mentor.displayName, mentee: one.mentee.displayName })}
            </li>
          ))}
          {added.map((one) => (
            <li key={keyOf(one)}>
              {t('matching.price.comes', {
                mentor: one.mentor.displayName,
                mentee: one.mentee.displayName,
                fit: number(one.fit),
              })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
