import { Field, Radio, RadioGroup, Text, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HelpChoices, HelpWish, type Helper } from '../../../../bot/http/contract/help.ts';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useAct, useHelpChoices, useSurroundings } from '../../../api/queries.ts';
import { ActionDialog } from '../../../components/action-dialog.tsx';
import { Trouble } from '../../../components/trouble.tsx';
import { dayOf } from '../../../components/when.ts';

const wishes = HelpWish.options;

/** Asks whom somebody would like to ask for help. The other side never learns of it. */
export function HelpDialog({ pairing, close }: { readonly pairing: MyPairing; readonly close: () => void }) {
  const { t } = useTranslation();
  const { host } = useSurroundings();
  const choices = useHelpChoices(pairing.id);
  const [to, setTo] = useState<Helper | null>(null);
  const [wants, setWants] = useState<(typeof wishes)[number]>('talk');
  const [words, setWords] = useState('');
  const lead = choices.data?.lead === true;
  const contact = choices.data?.contact ?? null;
  const chosen = to ?? (lead ? 'lead' : contact?.isHere === true ? 'contact' : null);
  const act = useAct(HelpChoices, () => [
    'POST',
    `/my/pairings/${pairing.id}/help`,
    { to: chosen, wants, words: words.trim() === '' ? null : words.trim() },
  ]);
  return (
    <ActionDialog
      title={t('helpWanted.title')}
      action={t('my.help.send')}
      isDisabled={act.isPending || chosen === null}
      error={act.error}
      act={() => act.mutate(undefined, { onSuccess: close })}
      close={close}
    >
      <Trouble error={choices.error} />
      <Text>{t('my.help.private', { name: pairing.partner.displayName })}</Text>
      {contact !== null && (
        <Text>
          {contact.isHere
            ? t('my.help.contact', { name: contact.displayName })
            : t('my.help.contactElsewhere', { name: contact.displayName, address: contact.userPrincipalName })}
        </Text>
      )}
      {choices.isSuccess && !lead && contact === null && <Text>{t('my.help.nobody')}</Text>}
      {lead && contact?.isHere === true && (
        <Field label={t('my.help.whom')}>
          <RadioGroup value={chosen ?? ''} onChange={(_, { value }) => setTo(value === 'contact' ? 'contact' : 'lead')}>
            <Radio value="lead" label={t('my.help.lead')} />
            <Radio value="contact" label={t('my.help.theContact')} />
          </RadioGroup>
        </Field>
      )}
      {chosen !== null && (
        <>
          <Field label={t('helpWanted.wants')}>
            <RadioGroup
              value={wants}
              onChange={(_, { value }) => setWants(wishes.find((one) => one === value) ?? wants)}
            >
              {wishes.map((one) => (
                <Radio key={one} value={one} label={t(`helpWanted.choices.${one}`)} />
              ))}
            </RadioGroup>
          </Field>
          <Field label={t('helpWanted.words')}>
            <Textarea maxLength={500} value={words} onChange={(_, { value }) => setWords(value)} />
          </Field>
        </>
      )}
      {choices.data?.asked.map(({ id, to: whom, state, askedAt }) => (
        <Text key={id} size={200}>
          {t(`my.help.asked.${whom}.${state}`, { day: dayOf(askedAt, host.locale) })}
        </Text>
      ))}
    </ActionDialog>
  );
}
