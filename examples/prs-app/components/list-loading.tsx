import { PageHeading } from './page-heading';
import { Card } from './ui/card';
import { Skeleton } from './ui/skeleton';

/** The outline of a list, before its code knows the URL. */
export function ListLoading({ title }: { title: string }) {
  return (
    <>
      <PageHeading title={title}>
        <p className="text-sm text-muted-foreground">Loading {title.toLowerCase()}…</p>
      </PageHeading>
      <Card aria-label={title} className="grid gap-5 p-5">
        {Array.from({ length: 9 }, (_, row) => (
          <Skeleton key={row} className="h-9 w-full" />
        ))}
      </Card>
    </>
  );
}
