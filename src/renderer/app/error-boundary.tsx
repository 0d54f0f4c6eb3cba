import { Component } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../ui/actions/button.tsx'
import { EmptyState } from '../ui/layout/empty-state.tsx'
import { TriangleAlert } from 'lucide-react'

type Props = Readonly<{ children: ReactNode; /** A change of it tries again, such as going to another screen. */ resetKey: string; onLeave?: () => void }>
type State = { failedAt: string | null }

/** Shows a screen's failure in its place. What was saved is on disk already, so nothing goes with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failedAt: null }

  static getDerivedStateFromError(): Partial<State> {
    return { failedAt: '' }
  }

  override componentDidCatch(): void {
    this.setState({ failedAt: this.props.resetKey })
  }

  override componentDidUpdate(): void {
    const { failedAt } = this.state
    if (failedAt && failedAt !== this.props.resetKey) this.setState({ failedAt: null })
  }

  override render(): ReactNode {
    if (this.state.failedAt === null) return this.props.children
    return (
      <EmptyState
        icon={<TriangleAlert />} title="This screen stopped working"
        action={<><Button variant="primary" onPress={() => this.setState({ failedAt: null })}>Try again</Button> <Button onPress={() => (this.props.onLeave ? this.props.onLeave() : globalThis.location.reload())}>{this.props.onLeave ? 'Go to the pipeline' : 'Reload'}</Button></>}
      >
        Nothing you saved is lost: it is on this computer. Try again, or go on elsewhere.
      </EmptyState>
    )
  }
}
