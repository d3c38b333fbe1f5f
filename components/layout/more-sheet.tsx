import clsx from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Dialog } from '@/components/ui/dialog'
import { useApp } from '@/lib/client/use-app'
import { isCurrent, navHref, navItems } from './nav-items'

/** The screens that have no room in the bar of a phone, each with what it answers. */
export function MoreSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const app = useApp()
  const pathname = usePathname()
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="More screens">
      <nav aria-label="More screens">
        <ul className="-mx-5 border-line border-t pb-[env(safe-area-inset-bottom)]">
          {navItems
            .filter(({ phone }) => phone === 'more')
            .map((item) => (
              <li key={item.path} className="border-line border-b last:border-b-0">
                <Link
                  href={navHref(item, app)}
                  aria-current={isCurrent(item, pathname) ? 'page' : undefined}
                  onClick={() => onOpenChange(false)}
                  className={clsx(
                    'flex min-h-14 items-center gap-4 px-5 active:bg-active',
                    isCurrent(item, pathname) && 'bg-active',
                  )}
                >
                  <item.icon size={20} aria-hidden="true" className="shrink-0 text-muted" />
                  <span className="min-w-0">
                    <span className="block font-semibold">{item.label}</span>
                    <span className="block text-muted text-small">{item.note}</span>
                  </span>
                </Link>
              </li>
            ))}
        </ul>
      </nav>
    </Dialog>
  )
}
