import Link from 'next/link';
import { EmptyState } from '@/components/states';
import { buttonStyles } from '@/components/ui/button';

export default function NotFound() {
  return (
    <>
      <h1 className="sr-only">Page not found</h1>
      <EmptyState title="There is no such page" hint="The address may be mistyped, or what it showed is gone.">
        <Link href="/" className={buttonStyles()}>
          Go to the dashboard
        </Link>
      </EmptyState>
    </>
  );
}
