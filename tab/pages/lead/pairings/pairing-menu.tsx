import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Text, Tooltip } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeadPairing } from '../../../../bot/http/contract/pairings.ts';
import { useAct } from '../../../api/queries.ts';
import { ActionDialog } from '../../../components/action-dialog.tsx';
import { PauseDialog } from '../../../components/pause-dialog.tsx';
import { Trouble } from '../../../components/trouble.tsx';
import { ReplaceDialog } from './replace-dialog.tsx';

/** What the lead can do about a pairing that goes on. */
export function PairingMenu(props: {
  readonly pairing: LeadPairing;
  readonly programmeId: string;
  /** Where it stands in a row that is not stopped at. */
  readonly tabIndex?: 0 | -1;
}) {
  const { pairing, programmeId, tabIndex = 0 } = props;
  const { t } = useTranslation();
  const [asks, setAsks] = useState<'pause' | 'end' | 'mentor' | 'mentee' | null>(null);
  const path = `/programmes/${programmeId}/pairings/${pairing.id}`;
  const now = useAct(LeadPairing, (what: 'book' | 'resume') => ['POST', `${path}/${what}`]);
  const pause = useAct(LeadPairing, (until: string | null) => ['POST', `${path}/pause`, { until }]);
  const end = useAct(LeadPairing, () => ['POST', `${path}/end`]);
  const names = { mentor: pairing.mentor.displayName, mentee: pairing.mentee.displayName };
  const isPaused = pairing.state === 'paused';
  const close = () => setAsks(null);
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={t('lead.actionsOf', names)} relationship="label">
            <Button appearance="subtle" icon={<MoreHorizontalRegular />} tabIndex={tabIndex} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {!isPaused && pairing.series?.state === 'failed' && (
              <MenuItem onClick={() => now.mutate('book')}>{t('lead.bookAgain')}</MenuItem>
            )}
            {isPaused ? (
              <MenuItem onClick={() => now.mutate('resume')}>{t('lead.resume')}</MenuItem>
            ) : (
              pairing.series?.state !== 'changing' && (
                <MenuItem onClick={() => setAsks('pause')}>{t('lead.pause')}</MenuItem>
              )
            )}
            <MenuItem onClick={() => setAsks('mentor')}>{t('lead.replace.menu.mentor')}</MenuItem>
            <MenuItem onClick={() => setAsks('mentee')}>{t('lead.replace.menu.mentee')}</MenuItem>
            <MenuItem onClick={() => setAsks('end')}>{t('lead.end')}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <Trouble error={now.error} />
      {asks === 'pause' && (
        <PauseDialog
          isBusy={pause.isPending}
          error={pause.error}
          pause={(until) => pause.mutate(until, { onSuccess: close })}
          close={close}
        />
      )}
      {asks === 'end' && (
        <ActionDialog
          title={t('lead.endTitle', names)}
          action={t('buttons.endIt')}
          isDisabled={end.isPending}
          error={end.error}
          act={() => end.mutate(undefined, { onSuccess: close })}
          close={close}
        >
          <Text>{t('lead.endText')}</Text>
        </ActionDialog>
      )}
      {(asks === 'mentor' || asks === 'mentee') && (
        <ReplaceDialog pairing={pairing} programmeId={programmeId} role={asks} close={close} />
      )}
    </>
  );
}
