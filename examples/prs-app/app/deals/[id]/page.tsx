import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DealDetail } from '@/components/deal-detail';

interface PageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: `Deal ${(await params).id}` };
}

export default async function Page({ params }: PageProps) {
  const { id } = await params;
  if (!/^[1-9]\d{0,8}$/.test(id)) notFound();
  return <DealDetail key={id} id={Number(id)} />;
}
