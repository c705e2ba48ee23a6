import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import { sentence } from '@/lib/format';
import type { ClientStatus, PaymentStatus, VerificationStatus } from '@/lib/types';
import { Badge, type Tone } from './ui/badge';

/** Colour is never alone in saying a status: each comes with an icon and its word. */
export const verificationLooks: Record<VerificationStatus, { tone: Tone; icon: ComponentType }> = {
  pending: { tone: 'amber', icon: CircleDashed },
  verified: { tone: 'green', icon: CircleCheck },
  rejected: { tone: 'red', icon: CircleX },
};

const otherTones: Partial<Record<string, Tone>> = {
  'full payment': 'green',
  'partial payment': 'blue',
  loyal: 'blue',
} satisfies Partial<Record<PaymentStatus | ClientStatus, Tone>>;

export function VerificationBadge({ status }: { status: VerificationStatus }) {
  const { tone, icon: Icon } = verificationLooks[status] ?? verificationLooks.pending;
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {sentence(status)}
    </Badge>
  );
}

export function StatusBadge({ children: status }: { children: string }): ReactNode {
  return <Badge tone={otherTones[status]}>{sentence(status)}</Badge>;
}
