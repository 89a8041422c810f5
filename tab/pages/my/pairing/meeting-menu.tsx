import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Text, Tooltip } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Me } from '../../../../bot/http/contract/me.ts';
import type { Meeting } from '../../../../bot/http/contract/meetings.ts';
import { MyPairings, type MyPairing } from '../../../../bot/http/contract/my-pairings.ts';
import { useAct, useSurroundings } from '../../../api/queries.ts';
import { ActionDialog } from '../../../components/action-dialog.tsx';
import { canChange } from '../meetings-to-come.ts';
import { MoveDialog } from './move-dialog.tsx';

/** What can be done about one meeting. */
export function MeetingMenu(props: {
  readonly pairing: MyPairing;
  readonly meeting: Meeting;
  readonly me: Me;
  /** The meeting's time in words. */
  readonly when: string;
}) {
  const { pairing, meeting, me, when } = props;
  const { t } = useTranslation();
  const go = useNavigate();
  const { host } = useSurroundings();
  const [asks, setAsks] = useState<'move' | 'again' | 'leave-out' | null>(null);
  const { joinUrl } = meeting;
  const isPlanned = meeting.state === 'planned';
  const isChangeable = canChange(pairing, meeting);
  const close = () => setAsks(null);
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={t('my.meetings.actionsOf', { when })} relationship="label">
            <Button appearance="subtle" icon={<MoreHorizontalRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {isPlanned && joinUrl !== null && (
              <MenuItem onClick={() => host.openLink(joinUrl)}>{t('my.join')}</MenuItem>
            )}
            {isPlanned && (
              <MenuItem onClick={() => void go(`/my/meetings/${meeting.id}`)}>{t('my.openAgenda')}</MenuItem>
            )}
            {isChangeable && (
              <MenuItem onClick={() => setAsks('move')}>
                {isPlanned ? t('my.meetings.move') : t('my.meetings.find')}
              </MenuItem>
            )}
            {isChangeable && isPlanned && (
              <MenuItem onClick={() => setAsks('again')}>{t('my.meetings.again')}</MenuItem>
            )}
            {isChangeable && <MenuItem onClick={() => setAsks('leave-out')}>{t('my.meetings.leaveOut')}</MenuItem>}
          </MenuList>
        </MenuPopover>
      </Menu>
      {asks === 'move' && <MoveDialog meeting={meeting} partner={pairing.partner} me={me} close={close} />}
      {(asks === 'again' || asks === 'leave-out') && (
        <CancelDialog
          meeting={meeting}
          when={when}
          name={pairing.partner.displayName}
          isOfferedAgain={asks === 'again'}
          close={close}
        />
      )}
    </>
  );
}

/** Asks before a meeting is cancelled, to be given a new time or to be left out. */
function CancelDialog(props: {
  readonly meeting: Meeting;
  readonly when: string;
  readonly name: string;
  readonly isOfferedAgain: boolean;
  readonly close: () => void;
}) {
  const { meeting, when, name, isOfferedAgain, close } = props;
  const { t } = useTranslation();
  const act = useAct(MyPairings, () => ['POST', `/my/meetings/${meeting.id}/cancel`, { isOfferedAgain }]);
  return (
    <ActionDialog
      title={isOfferedAgain ? t('my.cancel.againTitle', { when }) : t('my.cancel.leaveOutTitle', { when })}
      action={isOfferedAgain ? t('my.cancel.again') : t('buttons.leaveOut')}
      dismiss={t('my.cancel.keep')}
      isDisabled={act.isPending}
      error={act.error}
      act={() => act.mutate(undefined, { onSuccess: close })}
      close={close}
    >
      <Text>{isOfferedAgain ? t('my.cancel.againText', { name }) : t('my.cancel.leaveOutText')}</Text>
    </ActionDialog>
  );
}
