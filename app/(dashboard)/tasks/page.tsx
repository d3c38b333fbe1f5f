import { TasksScreen } from '@/components/tasks/tasks-screen'

export const metadata = { title: 'Tasks' }

export default function TasksPage() {
  return <TasksScreen />
}
