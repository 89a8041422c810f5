import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deed } from '../../../../bot/http/contract/bulk.ts';
import { useBulk, type Selection } from '../../../api/pairings.ts';
import { ActionDialog } from '../../../components/action-dialog.tsx';
import { PauseDialog } from '../../../components/pause-dialog.tsx';

const deeds = ['nudge', 'book', 'pause', 'resume', 'end'] as const;

/** What can be done with all that are chosen at once; each is asked about before it is done. */
export function BulkMenu(props: {
  readonly programmeId: string;
  readonly selection: Selection;
  readonly filter: URLSearchParams;
  /** It has been begun. */
  readonly begun: () => void;
}) {
  const { programmeId, selection, filter, begun } = props;
  const { t } = useTranslation();
  const [asks, setAsks] = useState<(typeof deeds)[number] | null>(null);
  const bulk = useBulk(programmeId);
  const close = () => {
    setAsks(null);
    bulk.reset();
  };
  const act = (deed: Deed) =>
    bulk.mutate(
      { deed, selection, filter },
      {
        onSuccess: () => {
          close();
          begun();
        },
      },
    );
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="primary">{t('pairings.actOn')}</Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {deeds.map((one) => (
              <MenuItem key={one} onClick={() => setAsks(one)}>
                {t(`pairings.bulk.deeds.${one}`)}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      {asks === 'pause' && (
        <PauseDialog
          isBusy={bulk.isPending}
          error={bulk.error}
          pause={(until) => act({ kind: 'pause', until })}
          close={close}
        />
      )}
      {asks !== null && asks !== 'pause' && (
        <ActionDialog
          title={t(`pairings.bulk.titles.${asks}`)}
          action={t(`pairings.bulk.buttons.${asks}`)}
          isDisabled={bulk.isPending}
          error={bulk.error}
          act={() => act({ kind: asks })}
          close={close}
        >
          <Text>{t(`pairings.bulk.texts.${asks}`)}</Text>
        </ActionDialog>
      )}
    </>
  );
}
