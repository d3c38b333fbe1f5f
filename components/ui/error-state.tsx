import { ApiError, errorSentence } from '@/lib/client/api-error'
import { Button } from './button'

/** Something could not be loaded: the API's own sentence, its code for a search or a colleague, and another try. */
export function ErrorState(props: { title: string; error: unknown; onRetry?: () => void; retrying?: boolean }) {
  const { title, error, onRetry, retrying = false } = props
  return (
    <div role="alert" className="mx-auto flex max-w-[560px] flex-col items-center px-4 py-16 text-center">
      <h2 className="font-semibold text-[16px] leading-6">{title}</h2>
      <p className="mt-1 text-balance break-words text-muted">{errorSentence(error)}</p>
      {error instanceof ApiError && (
        <p className="mt-2 font-mono text-faint text-small">
          {error.code}
          {error.status > 0 && ` · HTTP ${error.status}`}
        </p>
      )}
      {onRetry && (
        <Button onClick={onRetry} disabled={retrying} className="mt-4">
          {retrying ? 'Trying…' : 'Try again'}
        </Button>
      )}
    </div>
  )
}
