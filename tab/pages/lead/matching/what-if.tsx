import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { WhatIf } from '../../../../bot/http/contract/what-if.ts';
import { useNumbers } from '../../../components/numbers.ts';
import { Reasons } from '../../../components/reasons.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Price } from './price.tsx';

const useStyles = makeStyles({
  answer: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
});

/** What pairing two people would mean, or what stands in the way. */
export function WhatIfAnswer({ answer }: { readonly answer: WhatIf }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  const number = useNumbers();
  return (
    <div role="status" className={styles.answer}>
      {answer.kind === 'paired' && (
        <>
          <Text weight="semibold">{t('matching.whatIf.paired', { fit: number(answer.fit) })}</Text>
          <Reasons reasons={answer.reasons} />
        </>
      )}
      {answer.kind === 'possible' && (
        <>
          <Text weight="semibold">{t('matching.whatIf.possible', { fit: number(answer.fit) })}</Text>
          <Reasons reasons={answer.reasons} />
          <Price answer={answer} />
        </>
      )}
      {answer.kind === 'barred' && (
        <>
          <Text weight="semibold">{t('matching.whatIf.barred')}</Text>
          <ul className={page.lines}>
            {answer.bars.map((bar) => (
              <li key={bar}>{t(`matching.bars.${bar}`)}</li>
            ))}
          </ul>
        </>
      )}
      {answer.kind === 'no-room' && (
        <Text weight="semibold">{t('matching.whatIf.noRoom', { name: answer.person.displayName })}</Text>
      )}
    </div>
  );
}
