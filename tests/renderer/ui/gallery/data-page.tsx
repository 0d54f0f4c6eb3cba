import { useMemo, useState } from 'react'
import { Avatar } from '../../../../src/renderer/ui/display/avatar.tsx'
import { Badge } from '../../../../src/renderer/ui/display/badge.tsx'
import { DataTable } from '../../../../src/renderer/ui/data/data-table.tsx'
import type { Column } from '../../../../src/renderer/ui/data/data-table-props.ts'
import type { Sort } from '../../../../src/renderer/ui/data/table.tsx'
import { VirtualList } from '../../../../src/renderer/ui/data/virtual-list.tsx'
import { SplitPane } from '../../../../src/renderer/ui/layout/split-pane.tsx'

type Stone = { id: string; name: string; weight: number }
const STONES: readonly Stone[] = Array.from({ length: 5000 }, (_, n) => ({ id: String(n), name: ['Grey Granite', 'Rose Quartz', 'Old Slate', 'White Chalk'][n % 4]! + ' ' + n, weight: (n * 37) % 900 }))

const COLUMNS: readonly Column<Stone>[] = [
  { id: 'name', title: 'Name', isSortable: true, width: 'minmax(180px, 2fr)', cell: (stone) => stone.name },
  { id: 'state', title: 'State', cell: (stone) => <Badge tone={stone.weight > 500 ? 'warn' : 'neutral'}>{stone.weight > 500 ? 'Heavy' : 'Light'}</Badge> },
  { id: 'weight', title: 'Weight', isSortable: true, align: 'end', width: '110px', cell: (stone) => stone.weight },
]

export function DataPage() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['2', '3']))
  const [sort, setSort] = useState<Sort | null>(null)
  const [current, setCurrent] = useState<string | null>('1')
  const rows = useMemo(() => (sort ? STONES.toSorted((a, b) => (sort.direction === 'ascending' ? 1 : -1) * (sort.columnId === 'weight' ? a.weight - b.weight : a.name.localeCompare(b.name))) : STONES), [sort])
  return (
    <SplitPane
      listLabel="Stones" detailLabel="Table" isDetailOpen defaultSize={260}
      list={<VirtualList label="Stones" items={STONES} getId={(stone) => stone.id} selectedId={current} onSelect={setCurrent} renderItem={(stone) => <><Avatar name={stone.name} isDecorative />{stone.name}</>} />}
      detail={<DataTable
        label="Stones" rows={rows} getId={(stone) => stone.id} getRowLabel={(stone) => stone.name} selected={selected} onSelectedChange={setSelected} sort={sort} onSort={setSort}
        columns={COLUMNS}
      />}
    />
  )
}
