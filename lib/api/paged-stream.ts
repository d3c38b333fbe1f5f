/**
 * A body that takes the next page only when somebody reads: a slow or absent reader costs nothing. The first page is
 * there already, so what is wrong with a question is known before the answer begins. Ends `pages` when the reader goes.
 */
export async function pagedStream<Item>(
  pages: AsyncGenerator<Item[], void>,
  head: string,
  line: (item: Item) => string,
  onFailure: (error: unknown) => void,
): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder()
  const first = await pages.next()
  let next: typeof first | null = first
  let before = head
  let gone = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const page = next ?? (await pages.next())
          next = null
          const text = before + (page.done ? '' : page.value.map(line).join(''))
          before = ''
          if (gone) return
          if (text !== '') controller.enqueue(encoder.encode(text))
          if (page.done) controller.close()
        } catch (error) {
          if (gone) return
          onFailure(error)
          controller.error(error)
        }
      },
      async cancel() {
        // A page may be under way; what it brings has nobody to go to.
        gone = true
        await pages.return()
      },
    },
    { highWaterMark: 0 },
  )
}
