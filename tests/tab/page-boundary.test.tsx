import './browser.ts';
import { expect, it, jest } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import { I18nextProvider } from 'react-i18next';
import { PageBoundary } from '../../tab/components/page-boundary.tsx';
import { startTexts } from '../../tab/locales/i18n.ts';

it('says so where a page cannot be drawn, and draws the page at the next address', async () => {
  // React tells of what a page throws besides.
  const told = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const texts = await startTexts('en-GB');
  const Broken = () => {
    throw new TypeError('a piece of it is gone');
  };
  const at = (address: string) => (
    <I18nextProvider i18n={texts}>
      <PageBoundary at={address}>{address === '/broken' ? <Broken /> : <p>A page</p>}</PageBoundary>
    </I18nextProvider>
  );
  const { rerender } = render(at('/broken'));
  expect(screen.getByRole('alert').textContent).toContain('Vantage cannot be reached just now.');
  screen.getByRole('button', { name: 'Try again' });
  rerender(at('/my'));
  screen.getByText('A page');
  expect(screen.queryByRole('alert')).toBeNull();
  told.mockRestore();
});
