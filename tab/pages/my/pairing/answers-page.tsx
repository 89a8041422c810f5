import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { MyAnswers } from '../../../../bot/http/contract/answers.ts';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useMyAnswers } from '../../../api/answers.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { Section } from '../../../components/section.tsx';
import { RowSkeletons } from '../../../components/skeletons.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { useClocks } from '../clocks.ts';
import { talkedText } from '../talked.ts';
import { OfPairing } from './of-pairing.tsx';

type Answer = MyAnswers['answers'][number];
const questions = ['tookPlace', 'whoTalked', 'spokeOpenly', 'menteesAgenda', 'summedUp'] as const;

const useStyles = makeStyles({
  answers: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, auto)',
    gap: '6px 16px',
    margin: '0',
  },
  answer: { margin: '0', fontWeight: tokens.fontWeightSemibold, textAlign: 'end' },
  words: { margin: '0', whiteSpace: 'pre-wrap' },
});

/** What somebody has said in their own check-ins; nobody else is shown it. */
export function AnswersPage({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  return (
    <OfPairing title={() => t('together.answers.title')}>
      {(pairing) => <Answers pairing={pairing} me={me} />}
    </OfPairing>
  );
}

function Answers({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { pairingId = '' } = useParams();
  const answers = useMyAnswers(pairingId);
  const name = pairing.partner.displayName;
  if (answers.isPending) return <RowSkeletons count={3} />;
  if (!answers.data) return <Trouble error={answers.error} again={() => void answers.refetch()} />;
  if (answers.data.answers.length === 0) {
    return <EmptyState title={t('together.answers.none')} text={t('together.answers.next')} />;
  }
  return (
    <>
      <Text className={styles.quiet}>{t('together.answers.onlyYou', { name })}</Text>
      {answers.data.answers.map((one) => (
        <OneAnswer key={one.meetingId} answer={one} pairing={pairing} me={me} />
      ))}
    </>
  );
}

function OneAnswer(props: { readonly answer: Answer; readonly pairing: MyPairing; readonly me: Me }) {
  const { answer, pairing, me } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const clocks = useClocks(me, pairing.partner);
  const name = pairing.partner.displayName;
  const labels = t('checkIn.choices', { returnObjects: true });
  const labelOf = (question: (typeof questions)[number]): string | null => {
    const value = answer[question];
    const known: Readonly<Record<string, string>> = labels[question];
    return value === null ? null : (known[value] ?? value);
  };
  return (
    <Section heading={clocks.span(answer.startsAt, answer.endsAt)}>
      <dl className={own.answers}>
        {questions.map((question) => {
          const label = labelOf(question);
          return (
            label !== null && [
              <dt key={question}>{t(`checkIn.questions.${question}`)}</dt>,
              <dd key={`${question} answer`} className={own.answer}>
                {label}
              </dd>,
            ]
          );
        })}
      </dl>
      {answer.whoTalked !== null && (
        <Text className={styles.quiet}>
          {answer.theySay === null
            ? t('together.answers.theyHaveNot', { name })
            : t('together.answers.gap', {
                said: talkedText({ mine: answer.whoTalked, theirs: answer.theySay }, name, t),
              })}
        </Text>
      )}
      {answer.words !== null && (
        <div className={styles.tight}>
          <p className={own.words}>{answer.words}</p>
          <Text className={styles.quiet}>
            {t(`together.answers.${answer.areWordsShared ? 'shared' : 'unshared'}`, { name })}
          </Text>
        </div>
      )}
    </Section>
  );
}
