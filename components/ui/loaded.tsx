'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import clsx from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { ApiError } from '@/lib/client/api-error'
import { EmptyState } from './empty-state'
import { ErrorState } from './error-state'
import { StaleNotice } from './stale-notice'

type Props<Data> = {
  query: UseQueryResult<Data>
  /** What is loaded, as it stands within a sentence: "the queue". */
  what: string
  /** Stands in its place, about as large, until it is there. */
  skeleton: ReactNode
  /** What is said where the API knows of no such thing, and where to go from there. Without it that is an error like others. */
  missing?: { title: string; back?: { href: string; text: string } }
  /** How the parts are spaced: around the data and around the skeleton. */
  className?: string
  /** While another window or filter is loading, the whole looks faint. False where a part of it does that itself. */
  faint?: boolean
  children: (data: Data) => ReactNode
}

/**
 * What a screen asked for: its skeleton, then its data, with a notice over it once asking again fails. Only where there was
 * never any data does an error take its place.
 */
export function Loaded<Data>(props: Props<Data>) {
  const { query, what, skeleton, missing, className, faint = false, children } = props
  const { data, error, refetch } = query
  if (data !== undefined) {
    return (
      <div
        className={clsx(className, faint && query.isPlaceholderData && 'opacity-60')}
        aria-busy={query.isPlaceholderData}
      >
        {error && <StaleNotice error={error} updatedAtMs={query.dataUpdatedAt} onRetry={() => refetch()} />}
        {children(data)}
      </div>
    )
  }
  if (!error) {
    return (
      <div className={className} aria-busy="true">
        <p className="sr-only" role="status">
          Loading {what}
        </p>
        {skeleton}
      </div>
    )
  }
  if (missing && error instanceof ApiError && (error.code === 'not_found' || error.code === 'pending')) {
    return (
      <EmptyState
        title={missing.title}
        actions={
          missing.back && (
            <Link href={missing.back.href} className="underline underline-offset-2">
              {missing.back.text}
            </Link>
          )
        }
      >
        {error.message}
      </EmptyState>
    )
  }
  return (
    <ErrorState
      title={`${what.charAt(0).toUpperCase()}${what.slice(1)} could not be loaded`}
      error={error}
      onRetry={() => refetch()}
      retrying={query.isFetching}
    />
  )
}
