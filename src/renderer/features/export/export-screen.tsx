import { PageHeader } from '../../replica/page-header.tsx'
import { useMe } from '../../replica/react.tsx'
import { ExportPanel } from './export-panel.tsx'
import styles from './export-screen.module.css'
import { RestorePanel } from './restore-panel.tsx'

export function ExportScreen() {
  const me = useMe()
  return (
    <div className={styles.screen}>
      <PageHeader title="Export" />
      <ExportPanel />
      {me.role === 'owner' && <RestorePanel />}
    </div>
  )
}
