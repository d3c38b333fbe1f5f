import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { Frame } from '@/components/layout/frame'
import { getRuntime } from '@/lib/runtime'

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  // What is configured is known when the dashboard runs, not when it is built.
  await connection()
  return <Frame demo={await isDemo()}>{children}</Frame>
}

/** The API tells what is wrong with the configuration, in a sentence: the frame must stand for it to be read. */
async function isDemo(): Promise<boolean> {
  try {
    return (await getRuntime()).config.demo
  } catch {
    return false
  }
}
