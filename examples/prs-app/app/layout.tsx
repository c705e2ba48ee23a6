import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { SiteHeader } from '@/components/site-header';
import './globals.css';
import { Providers } from './providers';

export const metadata: Metadata = {
  title: { default: 'PRS', template: '%s · PRS' },
  description: 'Clients, deals and payments',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body className="font-sans antialiased">
        <Providers>
          <SiteHeader />
          <main id="content" tabIndex={-1} className="mx-auto max-w-6xl px-4 py-6 pb-28 outline-none sm:px-6 sm:pb-12">
            {children}
          </main>
        </Providers>
      </body>
    </html>
  );
}
