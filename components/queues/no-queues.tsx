import { EmptyState } from '@/components/ui/empty-state'

/** Why there is no queue to show: no broker at all, or none of its queues. `broker` is undefined while not known. */
export function NoQueues({ broker }: { broker: string | null | undefined }) {
  if (broker === null) {
    return (
      <EmptyState title="No broker is configured">
        Results are read from S3 alone. To see queue depth and to retry tasks, set{' '}
        <code className="font-mono">CELERY_BROKER_URL</code> to <code className="font-mono">sqs://</code> and start the
        dashboard again.
      </EmptyState>
    )
  }
  return (
    <EmptyState title="No queue has been seen yet">
      {broker ? (
        <>
          Watched is <code className="break-all font-mono">{broker}</code>.{' '}
        </>
      ) : null}
      Celery creates a queue when a worker or a producer first uses it. If queues exist, compare their names with{' '}
      <code className="font-mono">queue_name_prefix</code> in{' '}
      <code className="font-mono">CELERY_BROKER_TRANSPORT_OPTIONS</code>, and the region with that of the workers; the
      dashboard needs <code className="font-mono">sqs:ListQueues</code> and{' '}
      <code className="font-mono">sqs:GetQueueAttributes</code>.
    </EmptyState>
  )
}
