import { Component } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../ui/actions/button.tsx'
import { EmptyState } from '../ui/layout/empty-state.tsx'
import { TriangleAlert } from 'lucide-react'

type Props = Readonly<{ children: ReactNode; /** A change of it tries again, such as going to another screen. */ resetKey: string; onLeave?: () => void }>
type State = { hasFailed: boolean; key: string }

/** Shows a screen's failure in its place. What was saved is on disk already, so nothing goes with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { hasFailed: false, key: this.props.resetKey }

  static getDerivedStateFromError(): Partial<State> {
    return { hasFailed: true }
  }

  static getDerivedStateFromProps({ resetKey }: Props, { key }: State): Partial<State> | null {
    return key === resetKey ? null : { hasFailed: false, key: resetKey }
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children
    return (
      <EmptyState
        isSure
        icon={<TriangleAlert />} title="This screen stopped working"
        action={<><Button variant="primary" onPress={() => this.setState({ hasFailed: false })}>Try again</Button> <Button onPress={() => (this.props.onLeave ? this.props.onLeave() : globalThis.location.reload())}>{this.props.onLeave ? 'Go to the pipeline' : 'Reload'}</Button></>}
      >
        Nothing you saved is lost: it is on this computer. Try again, or go on elsewhere.
      </EmptyState>
    )
  }
}
