import { PersonRegular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/client.ts';
import { useMyProfile, useOpenProgrammes } from '../../api/profile.ts';
import { useParticipations } from '../../api/queries.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLink } from '../../components/page-link.tsx';
import { CardSkeletons } from '../../components/skeletons.tsx';
import { usePageStyles } from '../../components/styles.ts';
import { Trouble } from '../../components/trouble.tsx';
import { AboutMe } from './about-me.tsx';
import { ChoicesSection } from './choices.tsx';

/** What somebody says of themselves, everywhere and in each programme. */
export function ProfilePage() {
  const { t } = useTranslation();
  const styles = usePageStyles();
  const profile = useMyProfile();
  const participations = useParticipations();
  const open = useOpenProgrammes();
  const isUnknown = profile.error instanceof ApiProblem && profile.error.code === 'not-found';
  const mine = participations.data?.participations;
  const others = open.data?.programmes ?? [];
  return (
    <div className={styles.stack}>
      <PageHeader title={t('profile.title')} sub={t('profile.sub')} />
      {!isUnknown && <Trouble error={profile.error} again={() => void profile.refetch()} />}
      <Trouble error={participations.error} again={() => void participations.refetch()} />
      {(profile.isPending || participations.isPending) && <CardSkeletons />}
      {profile.data && mine !== undefined && mine.length > 0 && <AboutMe profile={profile.data} />}
      {profile.data &&
        mine?.map((one) => <ChoicesSection key={one.programmeId} participation={one} people={profile.data.people} />)}
      {mine?.length === 0 && (
        <EmptyState
          icon={<PersonRegular />}
          title={t('profile.empty.title')}
          text={t(others.length > 0 ? 'profile.empty.open' : 'profile.empty.none')}
        >
          {others.length > 0 && <PageLink to="/my/sign-up">{t('profile.signUp')}</PageLink>}
        </EmptyState>
      )}
      {mine !== undefined && mine.length > 0 && others.length > 0 && (
        <div>
          <PageLink to="/my/sign-up">{t('profile.signUpToo')}</PageLink>
        </div>
      )}
    </div>
  );
}
