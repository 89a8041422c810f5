import { Button, Checkbox, Field, Radio, RadioGroup, Text, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckInInput } from '../../../../bot/http/contract/check-ins.ts';
import type { Meeting } from '../../../../bot/http/contract/meetings.ts';
import { MyPairings, type MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useAct } from '../../../api/queries.ts';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';

/** Seen by more than their author: whether it took place counts for the lead, who talked more is for both. */
const shared = ['tookPlace', 'whoTalked'] as const;
const ownAlone = ['spokeOpenly', 'menteesAgenda', 'summedUp'] as const;
type Question = (typeof shared)[number] | (typeof ownAlone)[number];
const longestWords = 1_000;

/** The check-in after a meeting: rows of taps, and words for oneself. */
export function CheckIn(props: { readonly pairing: MyPairing; readonly meeting: Meeting }) {
  const { pairing, meeting } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const [answers, setAnswers] = useState<Partial<Record<Question, string>>>({ tookPlace: 'yes' });
  const [words, setWords] = useState('');
  const [areWordsShared, setAreWordsShared] = useState(false);
  const act = useAct(MyPairings, () => {
    const { tookPlace, whoTalked = null, spokeOpenly = null, menteesAgenda = null, summedUp = null } = answers;
    const taps = { tookPlace, whoTalked, spokeOpenly, menteesAgenda, summedUp };
    const body = CheckInInput.parse({ ...taps, words: words.trim() === '' ? null : words, areWordsShared });
    return ['POST', `/my/check-ins/${meeting.checkIn?.id ?? ''}`, body];
  });
  const labels = t('checkIn.choices', { returnObjects: true });
  const ask = (question: Question) => (
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
  );
  const tookPlace = answers.tookPlace === 'yes';
  return (
    <>
      {(tookPlace ? shared : shared.slice(0, 1)).map(ask)}
      {tookPlace && (
        <>
          <Text className={styles.quiet}>{t('checkIn.onlyYou')}</Text>
          {ownAlone.map(ask)}
          <Field label={t('checkIn.words')} hint={t('checkIn.shareWith', { name: pairing.partner.displayName })}>
            <Textarea
              value={words}
              maxLength={longestWords}
              resize="vertical"
              onChange={(_, { value }) => setWords(value)}
            />
          </Field>
          <Checkbox
            label={t('checkIn.share')}
            checked={areWordsShared}
            onChange={(_, { checked }) => setAreWordsShared(checked === true)}
          />
        </>
      )}
      <Trouble error={act.error} />
      <div className={styles.row}>
        <Button appearance="primary" disabled={act.isPending} onClick={() => act.mutate(undefined)}>
          {t('checkIn.send')}
        </Button>
      </div>
    </>
  );
}
