import { Field, Select, Spinner, Tab, TabList, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useLocation, useNavigate } from 'react-router';
import type { Me } from '../../../bot/http/contract/contract.ts';
import { useProgrammes } from '../../api/queries.ts';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { MatchingPage } from './matching/matching-page.tsx';
import { PairingsPage } from './pairings/pairings-page.tsx';
import { PeoplePage } from './people.tsx';
import { SetUpPage } from './set-up.tsx';

const sections = ['setup', 'people', 'matching', 'pairings'] as const;
const newOne = 'new';

/** The lead's desk: one programme at a time, from set-up to pairings. */
export function Desk({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const place = useLocation();
  const go = useNavigate();
  const programmes = useProgrammes();
  const [chosen, setChosen] = useState<string | null>(null);
  if (programmes.isPending) return <Spinner label={t('loading')} />;
  if (programmes.isError) return <Trouble error={programmes.error} />;
  const all = programmes.data.programmes;
  const programme = chosen === newOne ? undefined : (all.find((one) => one.id === chosen) ?? all.at(-1));
  if (!programme) {
    return (
      <div className={styles.stack}>
        <Text>{t('lead.noProgramme')}</Text>
        <SetUpPage programme={null} now={me.now} onSaved={(id) => setChosen(id)} />
      </div>
    );
  }
  const section = sections.find((one) => place.pathname.includes(`/lead/${one}`)) ?? 'setup';
  return (
    <div className={styles.stack}>
      <Field label={t('lead.programme')}>
        <Select value={programme.id} onChange={(_, { value }) => setChosen(value)}>
          {all.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
          <option value={newOne}>{t('lead.newProgramme')}</option>
        </Select>
      </Field>
      <TabList
        selectedValue={section}
        onTabSelect={(_, { value }) => void go(`/lead/${String(value)}`)}
        size="small"
        className={styles.tabs}
      >
        {sections.map((one) => (
          <Tab key={one} value={one}>
            {t(`lead.sections.${one}`)}
          </Tab>
        ))}
      </TabList>
      <Routes>
        <Route
          path="setup"
          element={<SetUpPage key={programme.id} programme={programme} now={me.now} onSaved={setChosen} />}
        />
        <Route path="people" element={<PeoplePage key={programme.id} programmeId={programme.id} />} />
        <Route path="matching" element={<MatchingPage key={programme.id} programme={programme} />} />
        <Route path="pairings" element={<PairingsPage programmeId={programme.id} />} />
        <Route path="*" element={<Navigate to="/lead/people" replace />} />
      </Routes>
    </div>
  );
}
