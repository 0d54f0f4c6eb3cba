import { draggable, dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview'

/** What is carried: the cards' ids. */
const kind = 'shortlist.cards'

/** Makes a card movable; `carried` says what goes with it when it is part of a selection. */
export function dragCard(element: HTMLElement, options: Readonly<{ carried: () => readonly string[]; label: (ids: readonly string[]) => string; previewClass: string }>): () => void {
  return draggable({
    element,
    getInitialData: () => ({ kind, ids: options.carried() }),
    onGenerateDragPreview: ({ nativeSetDragImage, source }) => setCustomNativeDragPreview({
      nativeSetDragImage,
      render: ({ container }) => {
        const preview = document.createElement('div')
        preview.className = options.previewClass
        preview.textContent = options.label(idsOf(source.data))
        container.append(preview)
      },
    }),
  })
}

const idsOf = (data: Readonly<Record<string | symbol, unknown>>): readonly string[] => (data['kind'] === kind && Array.isArray(data['ids']) ? (data['ids'] as string[]) : [])

/** Lets a column take cards. `onOver` hears the cards that hang over it, and `null` when they leave. */
export function acceptCards(element: HTMLElement, options: Readonly<{ onOver: (ids: readonly string[] | null) => void; onDrop: (ids: readonly string[]) => void }>): () => void {
  return dropTargetForElements({
    element,
    canDrop: ({ source }) => source.data['kind'] === kind,
    onDragEnter: ({ source }) => options.onOver(idsOf(source.data)),
    onDragLeave: () => options.onOver(null),
    onDrop: ({ source }) => { options.onOver(null); options.onDrop(idsOf(source.data)) },
  })
}

/** How near an edge, in pixels, scrolls the board while a card is carried, and how far a frame. */
const edge = 72
const stepPx = 14

/** Scrolls the board sideways while a card is held near its edge. */
export function scrollWhileDragging(board: HTMLElement): () => void {
  let timer = 0
  let direction = 0
  const tick = () => {
    board.scrollLeft += direction * stepPx
    timer = direction === 0 ? 0 : requestAnimationFrame(tick)
  }
  const stop = () => { direction = 0 }
  const unbind = monitorForElements({
    canMonitor: ({ source }) => source.data['kind'] === kind,
    onDrag: ({ location }) => {
      const { left, right } = board.getBoundingClientRect()
      const x = location.current.input.clientX
      direction = x < left + edge ? -1 : x > right - edge ? 1 : 0
      if (direction !== 0 && timer === 0) timer = requestAnimationFrame(tick)
    },
    onDrop: stop,
  })
  return () => { stop(); unbind() }
}
