import { Button, Field, makeStyles, mergeClasses, Radio, RadioGroup, Text } from '@fluentui/react-components';
import { CheckmarkCircleRegular, PeopleRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { languageOf } from '../../../bot/locales/languages.ts';
import { Role } from '../../../bot/http/contract/person.ts';
import type { OpenProgramme, OpenProgrammes } from '../../../bot/http/contract/profile.ts';
import { ApiProblem } from '../../api/client.ts';
import { useOpenProgrammes, useSignUp } from '../../api/profile.ts';
import { useSurroundings } from '../../api/queries.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { LanguagesField } from '../../components/languages-field.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLink } from '../../components/page-link.tsx';
import { Section } from '../../components/section.tsx';
import { CardSkeletons } from '../../components/skeletons.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { useDraft } from '../../components/use-draft.ts';
import { dayOf } from '../../components/when.ts';
import { CapacityField, mostAtOnce } from '../profile/capacity-field.tsx';
import { TopicsField } from '../profile/topics-field.tsx';

const Draft = z.object({
  role: Role.nullable(),
  topics: z.array(z.string()),
  languages: z.array(z.string()).nullable(),
  capacity: z.int(),
});
const nothing: z.infer<typeof Draft> = { role: null, topics: [], languages: null, capacity: 1 };
const roles = ['mentee', 'mentor'] as const;

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px', minWidth: '0' },
});

/** Signs somebody up for a programme that is open to them. */
export function SignUpPage() {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const open = useOpenProgrammes();
  const [chosen, setChosen] = useState<string | null>(null);
  const [signedUp, setSignedUp] = useState<string | null>(null);
  const programmes = open.data?.programmes ?? [];
  const programme = programmes.find(({ id }) => id === chosen) ?? (programmes.length === 1 ? programmes[0] : undefined);
  return (
    <div className={styles.stack}>
      <PageHeader title={t('signUpPage.title')} back={{ to: '/my', label: t('my.title') }} />
      <Trouble error={open.error} again={() => void open.refetch()} />
      {open.isPending && <CardSkeletons count={1} />}
      {signedUp !== null && (
        <div role="status">
          <EmptyState
            icon={<CheckmarkCircleRegular />}
            title={t('signUpPage.done', { programme: signedUp })}
            text={t('signUpPage.next')}
          >
            <PageLink to="/my/profile">{t('signUpPage.toProfile')}</PageLink>
          </EmptyState>
        </div>
      )}
      {signedUp === null && open.data && programmes.length === 0 && (
        <EmptyState icon={<PeopleRegular />} title={t('signUpPage.none.title')} text={t('signUpPage.none.text')}>
          <PageLink to="/my">{t('my.title')}</PageLink>
        </EmptyState>
      )}
      {signedUp === null && programmes.length > 1 && (
        <Section heading={t('signUpPage.which')}>
          <RadioGroup
            aria-label={t('signUpPage.which')}
            value={chosen ?? ''}
            onChange={(_, { value }) => setChosen(value)}
          >
            {programmes.map(({ id, name }) => (
              <Radio key={id} value={id} label={name} />
            ))}
          </RadioGroup>
        </Section>
      )}
      {signedUp === null && open.data && programme && (
        <Form key={programme.id} programme={programme} known={open.data} done={() => setSignedUp(programme.name)} />
      )}
    </div>
  );
}

function Form(props: { readonly programme: OpenProgramme; readonly known: OpenProgrammes; readonly done: () => void }) {
  const { programme, known, done } = props;
  const { t } = useTranslation();
  const styles = usePageStyles();
  const own = useStyles();
  const { host } = useSurroundings();
  const { draft, change, clear } = useDraft(Draft, `sign-up ${programme.id}`, nothing);
  const [isTried, setIsTried] = useState(false);
  const act = useSignUp();
  const { role, topics, capacity } = draft;
  // Of somebody new nothing is known yet but the language that they read this in.
  const languages = draft.languages ?? (known.languages.length > 0 ? known.languages : [languageOf(host.locale)]);
  const set = (more: Partial<z.infer<typeof Draft>>) => {
    act.reset();
    change({ ...draft, ...more });
  };
  const problemOf = (field: string): boolean =>
    act.error instanceof ApiProblem && act.error.fields.some((one) => one.field.split('.')[0] === field);
  const noRole = role === null;
  const noTopic = topics.length === 0 || problemOf('topics');
  const noLanguage = languages.length === 0;
  const day = (date: string) => dayOf(`${date}T12:00:00`, host.locale);
  return (
    <Section heading={programme.name}>
      <Text>
        {t('signUpPage.about', {
          from: day(programme.startsOn),
          to: day(programme.endsOn),
          count: programme.meetings,
          minutes: programme.lengthMinutes,
        })}
      </Text>
      <form
        className={own.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setIsTried(true);
          if (role === null || topics.length === 0 || noLanguage) return;
          act.mutate(
            { programmeId: programme.id, role, topics, languages, capacity },
            {
              onSuccess: () => {
                clear();
                done();
              },
            },
          );
        }}
      >
        <Field
          label={t('signUpPage.role')}
          required
          validationMessage={isTried && noRole ? t('signUpPage.noRole') : null}
        >
          <RadioGroup
            value={role ?? ''}
            onChange={(_, { value }) => {
              const next = roles.find((one) => one === value) ?? null;
              set({ role: next, capacity: next ? Math.min(capacity, mostAtOnce[next]) : capacity });
            }}
          >
            {roles.map((one) => (
              <Radio
                key={one}
                value={one}
                label={
                  <>
                    <Text weight="semibold" block>
                      {t(`signUpPage.roles.${one}`)}
                    </Text>
                    <Text size={200} block className={styles.quiet}>
                      {t(`signUpPage.rolesMean.${one}`)}
                    </Text>
                  </>
                }
              />
            ))}
          </RadioGroup>
        </Field>
        {role !== null && (
          <>
            <div className={styles.tight} role="group" aria-label={t(`signUpPage.topics.${role}`)}>
              <Text as="h3" weight="semibold" className={styles.heading}>
                {t(`signUpPage.topics.${role}`)}
              </Text>
              <TopicsField
                role={role}
                offered={programme.topics}
                topics={topics}
                onChange={(chosen) => set({ topics: chosen })}
              />
              {isTried && noTopic && <Text role="alert">{t('signUpPage.noTopic')}</Text>}
            </div>
            <div className={mergeClasses(styles.columns, styles.top)}>
              <LanguagesField
                chosen={languages}
                choices={known.languageChoices}
                problem={isTried && noLanguage ? t('profile.noLanguage') : null}
                onChange={(chosen) => set({ languages: chosen })}
              />
              <CapacityField role={role} capacity={capacity} onChange={(room) => set({ capacity: room })} />
            </div>
          </>
        )}
        <div className={styles.tight}>
          <Text>{t('signUpPage.next')}</Text>
          <Text className={styles.quiet}>
            {t('signUpPage.whoSees')} <PageLink to="/my/who-sees-what">{t('pages.whoSeesWhat')}</PageLink>
          </Text>
        </div>
        <Trouble error={act.error} isShown={(field) => field.split('.')[0] === 'topics'} />
        <div>
          <Button type="submit" appearance="primary" disabled={act.isPending}>
            {t('signUpPage.send')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
