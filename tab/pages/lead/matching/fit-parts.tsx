import { makeStyles, mergeClasses, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { FitParts } from '../../../../bot/http/contract/matching.ts';
import type { Weights } from '../../../../bot/http/contract/programme.ts';
import type { Reason } from '../../../../bot/http/contract/reason.ts';
import { FitBar } from '../../../components/fit-bar.tsx';
import { reasonTexts } from '../../../components/reasons.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { fitParts } from '../programme-form.ts';

type Part = keyof Weights;

/** The reasons that say what a part was given for. */
const saidBy: Readonly<Record<Part, readonly Reason['kind'][]>> = {
  topics: ['shared-topics'],
  department: ['different-department', 'different-profession'],
  location: ['same-office', 'different-office'],
  seniority: ['seniority-gap'],
  hours: ['shared-hours'],
  experience: ['has-mentored'],
  preferences: [],
};

const useStyles = makeStyles({
  parts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 230px), 1fr))',
    gap: '10px 24px',
    margin: '0',
  },
  words: { margin: '0' },
});

/** What a fit is made of, each part in a word and a number beside the most it can give. */
export function FitPartsList(props: {
  readonly parts: FitParts;
  readonly reasons: readonly Reason[];
  /** How the parts weighed when the fit was worked out. */
  readonly weights: Weights;
}) {
  const { parts, reasons, weights } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const page = usePageStyles();
  const sum = fitParts.reduce((all, part) => all + weights[part], 0);
  return (
    <dl className={styles.parts}>
      {fitParts.map((part) => {
        const said = reasonTexts(
          reasons.filter(({ kind }) => saidBy[part].includes(kind)),
          t,
        );
        return (
          <div key={part}>
            <dt>
              <Text weight="semibold">{t(`matching.parts.${part}`)}</Text>
            </dt>
            <dd className={styles.words}>
              <FitBar value={parts[part]} most={sum === 0 ? 0 : (1_000 * weights[part]) / sum} />
            </dd>
            <dd className={mergeClasses(styles.words, page.quiet)}>
              {weights[part] === 0
                ? t('matching.notWeighed')
                : said.length > 0
                  ? said.join(' · ')
                  : t(`matching.unsaid.${part}`)}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
