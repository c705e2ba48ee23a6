'use client';

import { Banknote, Handshake, LayoutDashboard, Users } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/lib/utils';

const places = [
  { href: '/', label: 'Dashboard', icon: LayoutDashboard },
  { href: '/clients', label: 'Clients', icon: Users },
  { href: '/deals', label: 'Deals', icon: Handshake },
  { href: '/payments', label: 'Payments', icon: Banknote },
];

/** The bar at the top. On phones the places are at the bottom, in reach of the thumb. */
export function SiteHeader() {
  const pathname = usePathname();
  return (
    <header className="border-b bg-card sm:sticky sm:top-0 sm:z-30">
      <a
        href="#content"
        className="absolute top-2 left-2 z-50 -translate-y-20 rounded-lg bg-primary px-4 py-2 text-sm font-medium text-primary-foreground focus:translate-y-0"
      >
        Skip to content
      </a>
      <div className="mx-auto flex h-14 max-w-6xl items-center gap-8 px-4 sm:px-6">
        <Link href="/" className="flex items-center gap-2.5 rounded-md font-semibold tracking-tight">
          <span aria-hidden className="grid size-7 place-items-center rounded-lg bg-primary text-primary-foreground">
            <Banknote className="size-4" />
          </span>
          PRS
        </Link>
        <nav
          aria-label="Main"
          className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-4 border-t bg-card pb-[env(safe-area-inset-bottom)] sm:static sm:flex sm:gap-1 sm:border-0 sm:pb-0"
        >
          {places.map(({ href, label, icon: Icon }) => {
            const here = href === '/' ? pathname === '/' : pathname.startsWith(href);
            return (
              <Link
                key={href}
                href={href}
                aria-current={here ? 'page' : undefined}
                className={cn(
                  'flex flex-col items-center gap-1 py-2.5 text-xs font-medium text-muted-foreground transition-colors hover:text-foreground sm:flex-row sm:gap-2 sm:rounded-lg sm:px-3 sm:py-2 sm:text-sm',
                  here && 'text-primary hover:text-primary sm:bg-accent',
                )}
              >
                <Icon aria-hidden className="size-5 sm:size-4" />
                {label}
              </Link>
            );
          })}
        </nav>
      </div>
    </header>
  );
}
