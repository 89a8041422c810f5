import { Button, Card, Field, Radio, RadioGroup, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckInInput, MyPairings, type Me, type Meeting } from '../../../bot/http/contract/contract.ts';
import { useAct, useSurroundings } from '../../api/queries.ts';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { timeSpan } from '../../components/when.ts';

const questions = ['tookPlace', 'whoTalked', 'questions', 'useful'] as const;
type Question = (typeof questions)[number];

/** The check-in after a meeting: four rows of taps. */
export function CheckInCard({ meeting, me }: { readonly meeting: Meeting; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const { host } = useSurroundings();
  const [answers, setAnswers] = useState<Partial<Record<Question, string>>>({ tookPlace: 'yes' });
  const act = useAct(MyPairings, () => {
    const { tookPlace, whoTalked = null, questions: asked = null, useful } = answers;
    const body = CheckInInput.parse({ tookPlace, whoTalked, questions: asked, useful: useful ? Number(useful) : null });
    return ['POST', `/my/check-ins/${meeting.checkIn?.id ?? ''}`, body];
  });
  const labels = t('checkIn.choices', { returnObjects: true });
  const shown = answers.tookPlace === 'no' ? questions.slice(0, 1) : questions;
  return (
    <Card className={styles.asked}>
      <h2 className={styles.heading}>
        {t('checkInTitle', { when: timeSpan(meeting.startsAt, meeting.endsAt, me.timeZone, host.locale) })}
      </h2>
      {shown.map((question) => (
        <Field
          key={question}
          label={t(`checkIn.questions.${question}`)}
          {...(question === 'whoTalked' ? { hint: t('checkIn.youBoth') } : {})}
        >
          <RadioGroup
            layout="horizontal"
            value={answers[question] ?? ''}
            onChange={(_, { value }) => setAnswers({ ...answers, [question]: value })}
          >
            {Object.entries(labels[question]).map(([value, label]) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </RadioGroup>
        </Field>
      ))}
      <Text className={styles.quiet}>{t('checkIn.onlyYou')}</Text>
      <Trouble error={act.error} />
      <div className={styles.row}>
        <Button appearance="primary" disabled={act.isPending} onClick={() => act.mutate(undefined)}>
          {t('checkIn.send')}
        </Button>
      </div>
    </Card>
  );
}
