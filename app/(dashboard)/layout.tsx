import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { Frame } from '@/components/layout/frame'
import { getRuntime } from '@/lib/runtime'

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  // What is configured is known when the dashboard runs, not when it is built.
  await connection()
  return <Frame {...(await loadFlags())}>{children}</Frame>
}

/** Without a runtime the frame still stands: the API tells what is wrong with the configuration, and it must be read. */
async function loadFlags(): Promise<{ demo: boolean; readOnly: boolean }> {
  try {
    const { demo, readOnly } = (await getRuntime()).config
    return { demo, readOnly }
  } catch {
    return { demo: false, readOnly: false }
  }
}
