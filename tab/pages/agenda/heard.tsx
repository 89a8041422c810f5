import {
  Badge,
  Button,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Commitment } from '../../../bot/http/contract/commitments.ts';
import type { MyMeeting } from '../../../bot/http/contract/my-meeting.ts';
import { MyPairings } from '../../../bot/http/contract/my-pairings.ts';
import type { Verdict } from '../../../bot/http/contract/summaries.ts';
import { useAct } from '../../api/queries.ts';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import type { Drafts } from './drafts.ts';

/** Longest texts, in characters. */
const [summaryLimit, commitmentLimit, correctionLimit] = [1_000, 300, 500];

const useStyles = makeStyles({
  words: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: '0' },
  quote: {
    margin: '0',
    paddingInlineStart: '12px',
    borderInlineStartWidth: '3px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorBrandStroke2,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  choices: { flexWrap: 'wrap', '& > *': { flexShrink: 0 } },
  box: { '& textarea': { fieldSizing: 'content', minHeight: '64px', maxHeight: '320px' } },
});

/** What was heard in a meeting: the mentee writes it, the mentor says whether it is so, and the mentee may mend it. */
export function Heard(props: { readonly meeting: MyMeeting; readonly drafts: Drafts }) {
  const { meeting, drafts } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const { summary, role } = meeting;
  const name = meeting.partner.displayName;
  const isMentee = role === 'mentee';
  if (summary === null) {
    return isMentee ? (
      <SummaryForm meeting={meeting} drafts={drafts} version={1} />
    ) : (
      <Text className={styles.quiet}>{t('agenda.heard.notYet', { name })}</Text>
    );
  }
  return (
    <>
      <blockquote className={own.quote}>
        <bdi>{summary.text}</bdi>
      </blockquote>
      {summary.state === 'confirmed' && (
        <div>
          <Badge appearance="tint" color="success">
            {t(isMentee ? 'agenda.heard.confirmed' : 'agenda.heard.youConfirmed', { name })}
          </Badge>
        </div>
      )}
      {summary.state === 'written' && isMentee && (
        <Text role="status" className={styles.quiet}>
          {t('agenda.heard.waiting', { name })}
        </Text>
      )}
      {summary.state === 'to-be-mended' && (
        <>
          <Text>
            {t(isMentee ? 'agenda.heard.notQuite' : 'agenda.heard.youNotQuite', {
              name,
              verdict: t(`agenda.heard.verdict.${summary.verdict ?? 'partly'}`),
            })}
          </Text>
          {summary.correction !== null && (
            <p className={own.words}>
              <bdi>{summary.correction}</bdi>
            </p>
          )}
        </>
      )}
      {summary.state === 'to-be-mended' && isMentee && (
        <SummaryForm meeting={meeting} drafts={drafts} version={summary.version + 1} />
      )}
      {summary.state === 'written' && !isMentee && <VerdictForm meeting={meeting} version={summary.version} />}
    </>
  );
}

/** The mentee writes what they heard and what they will do. */
function SummaryForm(props: { readonly meeting: MyMeeting; readonly drafts: Drafts; readonly version: number }) {
  const { meeting, drafts, version } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const name = meeting.partner.displayName;
  const text = drafts.get('heard')?.text ?? meeting.summary?.text ?? '';
  const commitment = drafts.get('will')?.text ?? ofMeeting(meeting)?.text ?? '';
  const write = (key: 'heard' | 'will', words: string) => drafts.set(key, { text: words, version: 0, isSent: false });
  const act = useAct(MyPairings, () => [
    'POST',
    `/my/meetings/${meeting.id}/summary`,
    { version, text: text.trim(), commitment: commitment.trim() === '' ? null : commitment.trim() },
  ]);
  const send = () =>
    act.mutate(undefined, {
      onSuccess: () => {
        drafts.set('heard', null);
        drafts.set('will', null);
      },
    });
  return (
    <>
      <Field label={t('agenda.heard.label')} hint={t('agenda.heard.hint', { name })}>
        <Textarea
          className={own.box}
          value={text}
          maxLength={summaryLimit}
          resize="vertical"
          onChange={(_, { value }) => write('heard', value)}
        />
      </Field>
      <Field label={t('agenda.will.label')} hint={t('agenda.will.hint')}>
        <Textarea
          value={commitment}
          maxLength={commitmentLimit}
          resize="vertical"
          onChange={(_, { value }) => write('will', value)}
        />
      </Field>
      <Trouble error={act.error} />
      <div className={styles.row}>
        <Button appearance="primary" disabledFocusable={text.trim() === '' || act.isPending} onClick={send}>
          {t('agenda.heard.send', { name })}
        </Button>
      </div>
    </>
  );
}

const verdicts = ['yes', 'partly', 'no'] as const;

/** The mentor says whether they were heard. */
function VerdictForm({ meeting, version }: { readonly meeting: MyMeeting; readonly version: number }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [ofCommitment, setOfCommitment] = useState<Verdict | null>(null);
  const [correction, setCorrection] = useState('');
  const commitment = ofMeeting(meeting);
  const act = useAct(MyPairings, () => [
    'POST',
    `/my/meetings/${meeting.id}/summary/verdict`,
    {
      version,
      verdict,
      commitmentVerdict: commitment ? ofCommitment : null,
      correction: correction.trim() === '' ? null : correction.trim(),
    },
  ]);
  const isAllYes = verdict === 'yes' && (commitment === null || ofCommitment === 'yes');
  const isReady = verdict !== null && (commitment === null || ofCommitment !== null);
  const choose = (label: string, chosen: Verdict | null, set: (word: Verdict) => void) => (
    <Field label={label}>
      <RadioGroup
        layout="horizontal"
        className={own.choices}
        value={chosen ?? ''}
        onChange={(_, { value }) => {
          const word = verdicts.find((one) => one === value);
          if (word) set(word);
        }}
      >
        {verdicts.map((word) => (
          <Radio key={word} value={word} label={t(`agenda.heard.verdict.${word}`)} />
        ))}
      </RadioGroup>
    </Field>
  );
  return (
    <>
      {choose(t('agenda.heard.ask'), verdict, setVerdict)}
      {commitment && choose(t('agenda.will.ask', { text: commitment.text }), ofCommitment, setOfCommitment)}
      {isReady && !isAllYes && (
        <Field label={t('agenda.heard.correction')}>
          <Textarea
            value={correction}
            maxLength={correctionLimit}
            resize="vertical"
            onChange={(_, { value }) => setCorrection(value)}
          />
        </Field>
      )}
      <Trouble error={act.error} />
      <div className={styles.row}>
        <Button
          appearance="primary"
          disabledFocusable={!isReady || act.isPending}
          onClick={() => act.mutate(undefined)}
        >
          {t('agenda.heard.answer')}
        </Button>
      </div>
    </>
  );
}

/** What the mentee said in this meeting that they would do. */
export const ofMeeting = ({ commitments, id }: MyMeeting): Commitment | null =>
  commitments.find(({ meetingId }) => meetingId === id) ?? null;
