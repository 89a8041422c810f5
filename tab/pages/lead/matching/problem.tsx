import { Link, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { RoundProblem } from '../../../../bot/http/contract/rounds.ts';
import { usePageStyles } from '../../../components/styles.ts';

/** Why a run gave no proposals, and what to change. */
export function Problem({ programmeId, problem }: { readonly programmeId: string; readonly problem: RoundProblem }) {
  const { t } = useTranslation();
  const go = useNavigate();
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t(`matching.problem.${problem.reason}`)}</MessageBarTitle>
        <Words problem={problem} />
        {problem.reason === 'nobody-possible' && (
          <div>
            <Link onClick={() => void go(`/lead/${programmeId}/set-up?step=rules`)}>{t('matching.toRules')}</Link>
          </div>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}

function Words({ problem }: { readonly problem: RoundProblem }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  switch (problem.reason) {
    case 'nobody-possible':
      if (problem.obstacles.length === 0) return <div>{t('matching.noRuleAlone')}</div>;
      return (
        <ul className={styles.lines}>
          {problem.obstacles.map(({ rule, value, barsAlone }) => {
            const pairs = t('matching.pairs', { count: barsAlone });
            return (
              <li key={rule}>
                {rule === 'language-unknown'
                  ? t('matching.languageUnknown', { pairs })
                  : t('matching.without', { rule: t(`matching.ruleAt.${rule}`, { value }), pairs })}
              </li>
            );
          })}
        </ul>
      );
    case 'locked-pair-barred':
      return (
        <div>
          {t('lead.mentors', { mentor: problem.mentor.displayName, mentee: problem.mentee.displayName })}.{' '}
          {t(`matching.bars.${problem.bar}`)} {t('matching.unlockToRun')}
        </div>
      );
    case 'locked-person-missing':
      return (
        <div>
          {t('lead.mentors', { mentor: problem.mentor.displayName, mentee: problem.mentee.displayName })}.{' '}
          {t('matching.unlockToRun')}
        </div>
      );
    case 'locked-beyond-capacity':
      return <div>{t('matching.beyondCapacity', { name: problem.person.displayName, count: problem.capacity })}</div>;
    default:
      return <div>{t(`matching.toDo.${problem.reason}`)}</div>;
  }
}
