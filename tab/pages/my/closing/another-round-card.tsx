import { Button, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnotherRoundInput, MyClosing } from '../../../../bot/http/contract/closing.ts';
import { useAnswerAnotherRound, useMyClosings } from '../../../api/my-closings.ts';
import { Section } from '../../../components/section.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';

/** Thanks at the end of programmes, and whether I would like another round; nothing where I was not thanked. */
export function AnotherRoundCards() {
  const closings = useMyClosings();
  return closings.data?.closings.map((one) => <AnotherRoundCard key={one.programmeId} closing={one} />);
}

/** The thanks of one programme; what was answered can be changed. */
export function AnotherRoundCard({ closing }: { readonly closing: MyClosing }) {
  const { programmeId, programme, from, words, role, isAsked, answer } = closing;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const send = useAnswerAnotherRound(programmeId);
  const [isChanging, setIsChanging] = useState(false);
  const isOpen = isAsked && (answer === null || isChanging);
  const say = (input: AnotherRoundInput) => send.mutate(input, { onSuccess: () => setIsChanging(false) });
  const roles = role === 'mentor' ? (['mentor', 'mentee'] as const) : (['mentee', 'mentor'] as const);
  return (
    <Section heading={t('closing.mine.title')} isAsked={isAsked && answer === null}>
      <Text>{t('closing.mine.line', { programme })}</Text>
      {words !== null && <Text>{t('closing.mine.from', { name: from, words })}</Text>}
      {isOpen && (
        <>
          <Text weight="semibold">{t('anotherRound.question')}</Text>
          <div className={styles.row} role="group" aria-label={t('anotherRound.question')}>
            {roles.map((one) => (
              <Button key={one} disabled={send.isPending} onClick={() => say({ answer: 'yes', role: one })}>
                {t(`anotherRound.yes.${one}`)}
              </Button>
            ))}
            {(['not-now', 'no'] as const).map((one) => (
              <Button
                key={one}
                appearance="subtle"
                disabled={send.isPending}
                onClick={() => say({ answer: one, role: null })}
              >
                {t(`anotherRound.${one}`)}
              </Button>
            ))}
          </div>
          <Text size={200} className={styles.quiet}>
            {t('anotherRound.seen')}
          </Text>
        </>
      )}
      {isAsked && answer !== null && !isChanging && (
        <div className={styles.row} role="status">
          <Text>
            {answer.answer === 'yes'
              ? t(`anotherRound.saidYes.${answer.role}`)
              : t(`anotherRound.said.${answer.answer}`)}
          </Text>
          <Button appearance="subtle" size="small" onClick={() => setIsChanging(true)}>
            {t('closing.mine.change')}
          </Button>
        </div>
      )}
      <Trouble error={send.error} />
    </Section>
  );
}
