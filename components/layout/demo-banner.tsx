export function DemoBanner() {
  return (
    <aside aria-label="Demo" className="border-line border-b bg-accent-subtle px-4 py-1 text-center text-small">
      <strong className="font-semibold">Demo:</strong> simulated workers, nothing leaves this machine.
    </aside>
  )
}
