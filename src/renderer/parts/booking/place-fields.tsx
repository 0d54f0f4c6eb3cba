import { videoSchema, type VideoKind } from '#shared/domain/model/interview-plan'
import { videoWords } from '#shared/domain/plan-words'
import { useDirectory } from '../../replica/react.tsx'
import { Select } from '../../ui/fields/select.tsx'
import styles from './booking.module.css'

/** Where people meet: in a room, by video, both or neither. */
export type Place = Readonly<{ roomId: string | null; video: VideoKind }>

const noRoom = 'none'
const videoOptions = videoSchema.options.map(id => ({ id, label: videoWords[id] }))

/** A room of the workspace and the kind of call, where that is ours to say. A room that was archived stays in sight where it is chosen. */
export function PlaceFields({ place, hasVideo = true, onChange }: { place: Place; hasVideo?: boolean; onChange: (place: Place) => void }) {
  const { settings } = useDirectory()
  const rooms = (settings?.rooms ?? []).filter(room => !room.archived || room.id === place.roomId).toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <div className={styles.pair}>
      {rooms.length > 0 && <Select label="Room" options={[{ id: noRoom, label: 'No room' }, ...rooms.map(({ id, name, capacity }) => ({ id, label: name, description: `${capacity} seats` }))]} value={place.roomId ?? noRoom} onChange={id => onChange({ ...place, roomId: id === noRoom ? null : id })} />}
      {hasVideo && <Select label="Video call" options={videoOptions} value={place.video} onChange={video => onChange({ ...place, video })} />}
    </div>
  )
}
