import { Button } from '../ui/actions/button.tsx'
import { Banner } from '../ui/display/banner.tsx'
import styles from './frame.module.css'

export function UpdateBanner({ onUse, onLater }: { onUse: () => void; onLater: () => void }) {
  return (
    <div className={styles.banner}>
      <Banner tone="accent" actions={<><Button size="sm" variant="primary" onPress={onUse}>Use it now</Button><Button size="sm" onPress={onLater}>Later</Button></>}>
        A new version of Shortlist is ready. Your work stays as it is.
      </Banner>
    </div>
  )
}
