import { makeStyles, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useHelpChoices } from '../../../api/queries.ts';
import { PersonAvatar } from '../../../components/person.tsx';
import { Section } from '../../../components/section.tsx';
import { usePageStyles } from '../../../components/styles.ts';
import { Trouble } from '../../../components/trouble.tsx';
import { Sign } from '../asked/sign.tsx';
import { useClocks } from '../clocks.ts';
import { AgreementLines } from './agreement-lines.tsx';
import { OfPairing } from './of-pairing.tsx';

const useStyles = makeStyles({
  signature: { display: 'flex', gap: '12px', alignItems: 'center' },
  words: { display: 'flex', flexDirection: 'column', minWidth: '0' },
});

/** What the two have agreed on, who signed it when, and who can be asked. */
export function AgreementPage({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  return (
    <OfPairing title={() => t('together.agreement.title')}>
      {(pairing) => (
        <>
          <Section heading={t('together.agreement.lines')} isAsked={pairing.asked === 'sign'}>
            {pairing.asked === 'sign' ? (
              <Sign pairing={pairing} me={me} />
            ) : (
              <AgreementLines pairing={pairing} me={me} />
            )}
          </Section>
          <Signatures pairing={pairing} me={me} />
          <WhoToAsk pairing={pairing} />
        </>
      )}
    </OfPairing>
  );
}

function Signatures({ pairing, me }: { readonly pairing: MyPairing; readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const clocks = useClocks(me, pairing.partner);
  const { partner, role, signedAt } = pairing;
  const mine = { id: me.personId ?? '', displayName: me.displayName };
  const sides =
    role === 'mentee'
      ? ([
          [mine, signedAt.mentee],
          [partner, signedAt.mentor],
        ] as const)
      : ([
          [mine, signedAt.mentor],
          [partner, signedAt.mentee],
        ] as const);
  return (
    <Section heading={t('together.agreement.signatures')}>
      <ul className={styles.list}>
        {sides.map(([person, at]) => (
          <li key={person.id} className={own.signature}>
            <PersonAvatar person={person} size={40} />
            <span className={own.words}>
              <Text weight="semibold">{person.displayName}</Text>
              <Text className={styles.quiet}>
                {at === null ? t('together.agreement.notYet') : t('together.agreement.signed', { when: clocks.at(at) })}
              </Text>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function WhoToAsk({ pairing }: { readonly pairing: MyPairing }) {
  const { t } = useTranslation();
  const choices = useHelpChoices(pairing.id);
  const { lead = false, contact = null } = choices.data ?? {};
  return (
    <Section heading={t('together.agreement.whoToAsk')}>
      <Text>{t('my.help.private', { name: pairing.partner.displayName })}</Text>
      <Trouble error={choices.error} again={() => void choices.refetch()} />
      {lead && <Text>{t('together.agreement.lead')}</Text>}
      {contact !== null && (
        <Text>
          {contact.isHere
            ? t('my.help.contact', { name: contact.displayName })
            : t('my.help.contactElsewhere', { name: contact.displayName, address: contact.userPrincipalName })}
        </Text>
      )}
      {choices.isSuccess && !lead && contact === null && <Text>{t('my.help.nobody')}</Text>}
    </Section>
  );
}
